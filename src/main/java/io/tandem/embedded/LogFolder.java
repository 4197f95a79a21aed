package io.tandem.embedded;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Moves the embedded servers' logs from the console to files; {@code logback.xml} says which and how. */
final class LogFolder {

    private static final String PROPERTY = "tandem.log.dir";

    private LogFolder() {}

    /** Names the folder to the logging configuration and reads that again; what the user has named before stays. */
    static void use(Path folder) {
        if (System.getProperty(PROPERTY) == null
                && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            System.setProperty(PROPERTY, folder.toString());
            context.reset();
            configure(context);
        }
    }

    private static void configure(LoggerContext context) {
        try {
            new ContextInitializer(context).autoConfig();
        } catch (JoranException e) {
            throw new EmbeddedException("The logging configuration cannot be read: " + e.getMessage(), e);
        }
    }
}
