package io.tandem.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.file.PathUtils;
import org.tukaani.xz.XZInputStream;

/**
 * The unpacked programs of PostgreSQL, shared by all data folders of a user.
 *
 * <p>They are unpacked beside their place and then moved there as a whole, so that a kill leaves no half of them.
 *
 * @param folder holds {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path folder) {

    private static final int OWNER_EXECUTES = 0100;

    /**
     * Finds them in a cache folder, or unpacks them there.
     *
     * @param cache made when missing
     */
    static PostgresBinaries in(Path cache) throws IOException {
        byte[] archive = archive();
        Path place = cache.resolve("postgres-" + checksum(archive));
        if (!Files.isDirectory(place)) {
            unpack(archive, place);
        }
        return new PostgresBinaries(place);
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "Darwin" : "Linux";
        try (InputStream stream =
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, System.getProperty("os.arch"))) {
            return stream.readAllBytes();
        } catch (IllegalStateException e) {
            throw new EmbeddedException(
                    "No PostgreSQL for %s on %s is packed with Tandem: point Tandem at a PostgreSQL server of your own."
                            .formatted(system, System.getProperty("os.arch")),
                    e);
        }
    }

    private static String checksum(byte[] archive) {
        CRC32 checksum = new CRC32();
        checksum.update(archive);
        return Long.toHexString(checksum.getValue());
    }

    private static void unpack(byte[] archive, Path place) throws IOException {
        Path draft = Files.createTempDirectory(Files.createDirectories(place.getParent()), "unpacking");
        try (var tar = new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, draft.resolve(entry.getName()));
            }
        }
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
        move(draft, place);
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, file);
            setExecutable(file, (entry.getMode() & OWNER_EXECUTES) != 0);
        }
    }

    private static void setExecutable(Path file, boolean executable) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static void move(Path draft, Path place) throws IOException {
        try {
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            PathUtils.deleteDirectory(draft);
            if (!Files.isDirectory(place)) { // unless another process was faster
                throw e;
            }
        }
    }
}
