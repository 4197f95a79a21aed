package io.tandem.simulator;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Signs X.509 version 3 certificates (RFC 5280) in the name of one authority with an EC key.
 *
 * @param name common name of the authority
 * @param key its private key
 * @param publicKey its public key
 * @param now start of validity
 */
record Authority(String name, PrivateKey key, PublicKey publicKey, Instant now) {
    private static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    private static final int DIGITAL_SIGNATURE = 0x80;
    private static final int CERT_AND_CRL_SIGN = 0x06;

    /** The authority's own certificate. */
    X509Certificate authority() throws GeneralSecurityException {
        return sign(
                name,
                publicKey,
                extension("2.5.29.19", Der.sequence(Der.bool(true))),
                extension("2.5.29.15", Der.bits(1, new byte[] {CERT_AND_CRL_SIGN})),
                extension("2.5.29.14", Der.octets(keyId())));
    }

    /** A server certificate for localhost and both loopback addresses. */
    X509Certificate server(PublicKey subject) throws GeneralSecurityException {
        byte[] ipv6 = new byte[16];
        ipv6[15] = 1;
        byte[] names = Der.sequence(
                Der.implicit(2, "localhost".getBytes(StandardCharsets.US_ASCII)),
                Der.implicit(7, new byte[] {127, 0, 0, 1}),
                Der.implicit(7, ipv6));
        return sign(
                "localhost",
                subject,
                extension("2.5.29.17", names),
                extension("2.5.29.15", Der.bits(7, new byte[] {(byte) DIGITAL_SIGNATURE})),
                extension("2.5.29.35", Der.sequence(Der.implicit(0, keyId()))),
                extension("2.5.29.37", Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"))));
    }

    /** A certificate that only carries a key. */
    X509Certificate plain(String subjectName, PublicKey subject) throws GeneralSecurityException {
        return sign(subjectName, subject);
    }

    private X509Certificate sign(String subjectName, PublicKey subject, byte[]... extensions)
            throws GeneralSecurityException {
        byte[] content = Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(120, new SecureRandom()).setBit(119)),
                ECDSA_SHA256,
                commonName(name),
                validity(),
                commonName(subjectName),
                subject.getEncoded(),
                extensions.length == 0 ? new byte[0] : Der.explicit(3, Der.sequence(extensions)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(content);
        byte[] whole = Der.sequence(content, ECDSA_SHA256, Der.bits(0, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }

    private byte[] keyId() throws GeneralSecurityException {
        return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(publicKey.getEncoded()), 20);
    }

    private byte[] validity() {
        return Der.sequence(Der.utcTime(now.minus(Duration.ofDays(1))), Der.utcTime(now.plus(Duration.ofDays(3650))));
    }

    private static byte[] commonName(String value) {
        return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.utf8(value))));
    }

    private static byte[] extension(String oid, byte[] value) {
        boolean critical = oid.equals("2.5.29.19") || oid.equals("2.5.29.15");
        return critical
                ? Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(value))
                : Der.sequence(Der.oid(oid), Der.octets(value));
    }
}
