package io.tandem;

import java.io.File;
import java.nio.file.Path;

/** What is delivered, as it lies in the folder that it was built in. */
public final class ProductionParts {
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private ProductionParts() {}

    /** {@return the class path of a Tandem without the embedded parts and the simulator} */
    public static String classPath() {
        return TARGET.resolve("tandem.jar") + File.pathSeparator + TARGET.resolve("lib") + "/*";
    }
}
