package io.tandem.console;

import io.tandem.console.Diagnosis.Severity;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the parts complain of: the database, Kafka, the routes. It asks nothing else, so that a database that is away hides nothing.
 *
 * @param name what is looked at
 * @param severity how bad each of them is
 * @param sentences one by the name of the part
 */
record PulseCheck(String name, Severity severity, Supplier<Map<String, String>> sentences) implements Check {

    /** {@return what is down: all else waits for it} */
    static PulseCheck troubles(Supplier<Map<String, String>> sentences) {
        return new PulseCheck("parts", Severity.BLOCKS, sentences);
    }

    /** {@return what should worry somebody} */
    static PulseCheck warnings(Supplier<Map<String, String>> sentences) {
        return new PulseCheck("warnings", Severity.WARNS, sentences);
    }

    @Override
    public List<Diagnosis> look() {
        boolean down = severity == Severity.BLOCKS;
        return sentences.get().entrySet().stream()
                .map(part -> new Diagnosis(
                        severity,
                        (down ? "down:" : "warning:") + part.getKey(),
                        part.getValue(),
                        down ? "mend that first; all else waits for it" : "do as the sentence says"))
                .toList();
    }
}
