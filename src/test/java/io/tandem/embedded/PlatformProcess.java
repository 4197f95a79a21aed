package io.tandem.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A Tandem of its own, reduced to its servers: says where they serve, and runs until it is ended or killed. */
final class PlatformProcess {

    private PlatformProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedSettings settings = new EmbeddedSettings(Path.of(arguments[0]), 0, 0);
        try {
            EmbeddedPlatform platform = EmbeddedPlatform.start(settings, progress -> {});
            platform.closeFirst(() -> System.out.println("application ends"));
            System.out.println("serving " + platform.bootstrapServers() + " " + platform.jdbcUrl());
            new CountDownLatch(1).await();
        } catch (EmbeddedException e) {
            System.out.println("failed " + e.getMessage());
            System.exit(1);
        }
    }
}
