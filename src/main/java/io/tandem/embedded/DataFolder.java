package io.tandem.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The data folder while this process owns it; the operating system ends the ownership even after a kill. */
final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes the folder when it is missing, and takes it for this process.
     *
     * @throws EmbeddedException when it cannot be written, or another Tandem has it
     */
    static DataFolder take(Path path) {
        Path file = created(path).resolve("tandem.lock");
        try {
            return new DataFolder(path, locked(file));
        } catch (IOException e) {
            throw notWritable(path, e);
        }
    }

    /** Makes the folder and its parents. */
    static Path created(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw notWritable(path, e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new EmbeddedException("The data folder " + path + " cannot be given back.", e);
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!tryLock(channel)) {
            String owner = Files.readString(file);
            channel.close();
            throw new EmbeddedException(
                    "The data folder %s is in use by another running Tandem (process %s): stop it, or choose another folder with --data."
                            .formatted(file.getParent(), owner));
        }
        byte[] process = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0).write(ByteBuffer.wrap(process));
        return channel;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // this very process has it
        }
    }

    private static EmbeddedException notWritable(Path path, IOException cause) {
        return new EmbeddedException(
                "The data folder %s cannot be written: choose another one with --data.".formatted(path), cause);
    }
}
