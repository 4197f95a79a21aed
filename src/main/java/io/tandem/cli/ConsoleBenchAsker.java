package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;

/** Asks the ops side as somebody in the next room does. */
record ConsoleBenchAsker(HttpClient http, URI ops, String token) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How long answers took, in ascending order, and how long the last one was. */
    record Took(String address, long[] nanos, long bytes) {
        private static final double NANOS = 1e6;

        /** {@return milliseconds within which this share of the answers came} */
        double millis(double share) {
            return nanos[(int) Math.ceil(share * nanos.length) - 1] / NANOS;
        }
    }

    JsonNode json(String address) throws IOException, InterruptedException {
        return JSON.readTree(ask(address));
    }

    /** {@return how long each of so many answers took, one after the other} */
    Took time(String address, int times) throws IOException, InterruptedException {
        long[] nanos = new long[times];
        long bytes = 0;
        for (int n = 0; n < times; n++) {
            long begun = System.nanoTime();
            bytes = ask(address).length;
            nanos[n] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        return new Took(address, nanos, bytes);
    }

    private byte[] ask(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(ops.resolve(address))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofMinutes(1))
                .build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answered " + answer.statusCode());
        }
        return answer.body();
    }
}
