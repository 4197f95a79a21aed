package io.tandem.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token of the configuration, of which only the hash is kept. Tokens are long and random, so one round of SHA-256 is enough:
 * nobody can try them all.
 *
 * @param name what logs and the audit call whoever comes with it
 * @param sha256 SHA-256 of the token in 64 hexadecimal digits
 */
public record AccessToken(String name, Caller.Role role, String sha256) {
    private static final int RANDOM_BYTES = 32;
    private static final int SHORTEST = 16;
    private static final Pattern NAME = Pattern.compile("[\\w.@-]{1,64}");
    private static final Pattern LINE =
            Pattern.compile("(?<name>[^:]*):(?<role>viewer|operator):sha256:(?<hash>[0-9a-fA-F]{64})");

    /** @throws IllegalArgumentException when the name is none */
    public AccessToken {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name '" + name + "' is not 1 to 64 letters, digits or any of . _ - @");
        }
    }

    /**
     * Keeps the hash of a token.
     *
     * @throws IllegalArgumentException when the token could be guessed; the sentence does not repeat it
     */
    public static AccessToken of(String name, Caller.Role role, String token) {
        if (token.length() < SHORTEST) {
            throw new IllegalArgumentException("a token of fewer than " + SHORTEST + " characters can be guessed");
        }
        return new AccessToken(name, role, HexFormat.of().formatHex(hash(token)));
    }

    /**
     * Reads {@code name:role:sha256:hash}.
     *
     * @throws IllegalArgumentException when the text is no such line; the sentence does not repeat it, for it may hold a token
     */
    public static AccessToken parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "an entry is not NAME:viewer:sha256:HASH or NAME:operator:sha256:HASH; './tandem token' prints such entries");
        }
        return new AccessToken(
                parts.group("name"),
                Caller.Role.valueOf(parts.group("role").toUpperCase(Locale.ROOT)),
                parts.group("hash").toLowerCase(Locale.ROOT));
    }

    /** {@return a new token, 256 random bits as 64 hexadecimal digits} */
    public static String fresh() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** {@return the entry of {@code tandem.ops.tokens} for it} */
    public String line() {
        return name + ":" + role.word() + ":sha256:" + sha256;
    }

    /** {@return whether this is the hash of its token; takes as long whether it is or not} */
    boolean fits(byte[] hash) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(sha256), hash);
    }

    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
