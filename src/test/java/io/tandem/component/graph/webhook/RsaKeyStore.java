package io.tandem.component.graph.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;

/** A key store of RSA keys with self-signed certificates, made with the JDK's own keytool. */
public record RsaKeyStore(Path file) {
    public static final String PASSWORD = "changeit";

    public RsaKeyStore with(String alias, int bits, int days) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        alias,
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        String.valueOf(bits),
                        "-validity",
                        String.valueOf(days),
                        "-dname",
                        "CN=" + alias,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
        return this;
    }

    public KeyStore load() throws Exception {
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }
}
