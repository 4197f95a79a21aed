package io.tandem.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The main class of a {@link TandemProcess}: serves the data folder that it is given until it is ended or killed. */
final class PlatformProcess {

    private PlatformProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedSettings settings = new EmbeddedSettings(Path.of(arguments[0]), 0, 0);
        EmbeddedPlatform platform = EmbeddedPlatform.start(settings, progress -> {});
        platform.createTopics(Map.of(Uses.TOPIC, 1));
        platform.closeFirst(() -> {
            Uses.of(platform).write(Uses.TOPIC, "farewell");
            Uses.of(platform).ask("SELECT 'farewell'");
            System.out.println("application ends while both servers serve");
        });
        System.out.println("serving " + platform.bootstrapServers() + " " + platform.jdbcUrl());
        new CountDownLatch(1).await();
    }
}
