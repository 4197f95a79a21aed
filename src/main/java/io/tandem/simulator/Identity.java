package io.tandem.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;

/**
 * The keys of one simulator: made at first start, kept in {@code <data>/simulator/identity.p12}, its authority published in
 * {@code <data>/simulator-ca.pem}. The authority's private key is thrown away after use.
 */
final class Identity {
    private static final char[] PASSWORD = "simulator".toCharArray();
    private static final String SERVER = "server";
    private static final String TOKENS = "tokens";

    private final KeyStore keys;

    private Identity(KeyStore keys) {
        this.keys = keys;
    }

    static Identity open(Path data, Clock clock) {
        Path file = file(data);
        try {
            Files.createDirectories(file.getParent());
            KeyStore keys = KeyStore.getInstance("PKCS12");
            if (Files.exists(file)) {
                read(keys, file);
            } else {
                make(keys, clock);
                write(keys, file);
            }
            Identity identity = new Identity(keys);
            identity.publish(caFile(data));
            return identity;
        } catch (IOException | GeneralSecurityException e) {
            throw new SimulatorException("The simulator cannot keep its certificate in " + file + ": " + e, e);
        }
    }

    static Path file(Path data) {
        return data.resolve("simulator").resolve("identity.p12");
    }

    static Path caFile(Path data) {
        return data.resolve("simulator-ca.pem");
    }

    KeyManagerFactory serverKeys() throws GeneralSecurityException {
        KeyStore serverOnly = KeyStore.getInstance("PKCS12");
        try {
            serverOnly.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        serverOnly.setKeyEntry(SERVER, keys.getKey(SERVER, PASSWORD), PASSWORD, keys.getCertificateChain(SERVER));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(serverOnly, PASSWORD);
        return factory;
    }

    RSAPrivateCrtKey tokenKey() throws GeneralSecurityException {
        return (RSAPrivateCrtKey) keys.getKey(TOKENS, PASSWORD);
    }

    private void publish(Path file) throws IOException, GeneralSecurityException {
        byte[] authority = keys.getCertificateChain(SERVER)[1].getEncoded();
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(authority);
        Files.writeString(
                file,
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n",
                StandardCharsets.US_ASCII);
    }

    private static void make(KeyStore keys, Clock clock) throws IOException, GeneralSecurityException {
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
        curve.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair authorityKeys = curve.generateKeyPair();
        Authority authority = new Authority(
                "Graph simulator CA", authorityKeys.getPrivate(), authorityKeys.getPublic(), clock.instant());
        KeyPair server = curve.generateKeyPair();
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        KeyPair tokens = rsa.generateKeyPair();
        keys.load(null, null);
        keys.setKeyEntry(SERVER, server.getPrivate(), PASSWORD, new Certificate[] {
            authority.server(server.getPublic()), authority.authority()
        });
        keys.setKeyEntry(TOKENS, tokens.getPrivate(), PASSWORD, new Certificate[] {
            authority.plain("tokens", tokens.getPublic()), authority.authority()
        });
    }

    private static void read(KeyStore keys, Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
    }

    private static void write(KeyStore keys, Path file) throws IOException, GeneralSecurityException {
        Path whole = file.resolveSibling("identity.p12.new");
        try (OutputStream out = Files.newOutputStream(whole)) {
            keys.store(out, PASSWORD);
        }
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
