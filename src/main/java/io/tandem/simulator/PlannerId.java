package io.tandem.simulator;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.zip.CRC32;

/** Ids of 28 characters that carry a checksum, so that a cut, case-changed or invented one is noticed (graph-contract 8.1). */
final class PlannerId {
    private static final int RANDOM = 17;
    private static final int LENGTH = 28;
    private static final SecureRandom SOURCE = new SecureRandom();

    private PlannerId() {}

    static String fresh() {
        byte[] random = new byte[RANDOM];
        SOURCE.nextBytes(random);
        byte[] whole = ByteBuffer.allocate(RANDOM + Integer.BYTES)
                .put(random)
                .putInt(checksum(random))
                .array();
        return Base64.getUrlEncoder().encodeToString(whole);
    }

    static boolean wellFormed(String id) {
        if (id.length() != LENGTH || !id.matches("[A-Za-z0-9_-]*")) {
            return false;
        }
        ByteBuffer whole = ByteBuffer.wrap(bytes(id));
        byte[] random = new byte[RANDOM];
        whole.get(random);
        return whole.getInt() == checksum(random);
    }

    static byte[] bytes(String id) {
        return Base64.getUrlDecoder().decode(id);
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
