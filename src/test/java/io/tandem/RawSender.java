package io.tandem;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the webhook on which a test sends what it likes, as slowly as it likes.
 *
 * @param socket the connection
 * @param answers what comes back
 */
record RawSender(Socket socket, BufferedReader answers) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static RawSender to(int port) {
        try {
            Socket socket = new Socket("localhost", port);
            return new RawSender(
                    socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** {@return the head of a post to the webhook, to which its body is to be added} */
    static String head(String... headers) {
        return "POST /graph/notifications HTTP/1.1\r\nHost: tandem\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    /** {@return a whole post} */
    static String post(String body, String type) {
        return head("Content-Type: " + type, "Content-Length: " + body.length()) + body;
    }

    /** {@return whether it could be sent; once the other side has closed the connection it cannot} */
    boolean send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** {@return the status of the next answer, 0 = the connection is closed instead} */
    int status() {
        String line = line(PATIENCE);
        if (line == null) {
            return 0;
        }
        List<String> headers = lines();
        if (headers.contains("transfer-encoding: chunked")) {
            lines();
        }
        headers.stream()
                .filter(header -> header.startsWith("content-length: "))
                .forEach(header -> skip(Integer.parseInt(header.substring(16))));
        return Integer.parseInt(line.split(" ", -1)[1]);
    }

    /** {@return the next lines up to an empty one, in lower case} */
    private List<String> lines() {
        return Stream.generate(() -> line(PATIENCE))
                .takeWhile(line -> line != null && !line.isEmpty())
                .map(line -> line.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** {@return whether the other side closes the connection in time} */
    boolean isClosedWithin(Duration time) {
        try {
            return line(time) == null;
        } catch (UncheckedIOException silent) {
            return false;
        }
    }

    private void skip(int characters) {
        try {
            for (int i = 0; i < characters; i++) {
                answers.read();
            }
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    /** {@return null when there is no more, which a reset says too} */
    private @Nullable String line(Duration time) {
        try {
            socket.setSoTimeout((int) time.toMillis());
            return answers.readLine();
        } catch (SocketTimeoutException silent) {
            throw new UncheckedIOException(silent);
        } catch (IOException reset) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }
}
