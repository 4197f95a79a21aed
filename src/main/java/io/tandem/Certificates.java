package io.tandem;

import io.tandem.component.graph.webhook.NotificationKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of notifications, read again when their files change: whoever rotates a certificate puts the new one beside the old
 * one, and takes the old one away some days later.
 */
final class Certificates implements Supplier<Optional<NotificationKeys>> {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private final @Nullable Path place;
    private final String password;
    private Reading reading;

    /** What the files were like when they were read, and what was in them. */
    private record Reading(List<String> stamps, Optional<NotificationKeys> keys) {}

    /**
     * Reads them for the first time.
     *
     * @param place key store, or folder of {@code NAME.crt} with {@code NAME.key}; null = none
     * @throws ConfigurationException when there is none, or it does not fit
     */
    Certificates(@Nullable Path place, String password) {
        this.place = place;
        this.password = password;
        this.reading = place == null ? new Reading(List.of(), Optional.empty()) : read(place, stamps(place));
    }

    /** {@return the keys; while what is there now cannot be read, those from before} */
    @Override
    public synchronized Optional<NotificationKeys> get() {
        if (place != null) {
            try {
                List<String> now = stamps(place);
                reading = now.equals(reading.stamps()) ? reading : read(place, now);
            } catch (ConfigurationException broken) {
                LOG.warn("Keeps the keys of notifications as they were reason={}", broken.getMessage());
            }
        }
        return reading.keys();
    }

    private Reading read(Path from, List<String> stamps) {
        try {
            NotificationKeys keys = Files.isDirectory(from) ? folder(from) : store(from);
            LOG.info(
                    "Read the keys of notifications count={} certificate={}",
                    keys.keys().size(),
                    keys.certificateId());
            return new Reading(stamps, Optional.of(keys));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException unfit) {
            throw unreadable(from, unfit);
        }
    }

    private NotificationKeys store(Path file) throws GeneralSecurityException, IOException {
        return NotificationKeys.in(
                KeyStore.getInstance(file.toFile(), password.toCharArray()), password.toCharArray(), null);
    }

    private static NotificationKeys folder(Path folder) throws GeneralSecurityException, IOException {
        NotificationKeys all = null;
        for (Path certificate : files(folder).stream()
                .filter(file -> file.toString().endsWith(".crt"))
                .toList()) {
            Path key = Path.of(certificate.toString().replaceFirst("\\.crt$", ".key"));
            NotificationKeys one = NotificationKeys.inPem(text(certificate), text(key));
            all = all == null ? one : all.with(one);
        }
        if (all == null) {
            throw new IllegalArgumentException("there is no NAME.crt with NAME.key");
        }
        return all;
    }

    private static List<String> stamps(Path place) {
        try {
            List<Path> files = Files.isDirectory(place) ? files(place) : List.of(place);
            Stream.Builder<String> stamps = Stream.builder();
            for (Path file : files) {
                stamps.add(file + " " + Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
            return stamps.build().toList();
        } catch (IOException gone) {
            throw unreadable(place, gone);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.US_ASCII);
    }

    private static ConfigurationException unreadable(Path place, Exception why) {
        return new ConfigurationException(
                "tandem.webhook.certificates=" + place + " cannot be used (" + why.getMessage()
                        + "); name a PKCS #12 key store, or a folder of NAME.crt with NAME.key in PEM form",
                why);
    }
}
