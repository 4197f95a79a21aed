package io.tandem;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import org.slf4j.LoggerFactory;

/** How the log is written, to standard error: for people, or one JSON object a line ({@link JsonLog}). */
public enum LogFormat {
    /** Time, level, class and sentence. */
    TEXT,
    /** One JSON object a line. */
    JSON;

    private static final String PROPERTY = "tandem.log.format";

    /** {@return what the settings say} */
    public static LogFormat of(Settings settings) {
        return settings.choice("tandem.log-format", LogFormat.class);
    }

    /** {@return the format in use} */
    public static LogFormat current() {
        return "json".equals(System.getProperty(PROPERTY)) ? JSON : TEXT;
    }

    /** Has the log written so from now on; {@code logback.xml} says how. */
    public void use() {
        if (this != current()) {
            System.setProperty(PROPERTY, this == JSON ? "json" : "text");
            if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
                context.reset();
                configure(context);
            }
        }
    }

    private static void configure(LoggerContext context) {
        try {
            new ContextInitializer(context).autoConfig();
        } catch (JoranException unreadable) {
            throw new ConfigurationException(
                    "the logging configuration cannot be read (" + unreadable.getMessage() + "); correct it",
                    unreadable);
        }
    }
}
