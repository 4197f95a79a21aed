package io.tandem.console;

/**
 * Something that the doctor found.
 *
 * @param code what it is, in words that stay: {@code permission-missing:Team.Create}
 * @param sentence what is so
 * @param remedy what to do about it
 */
public record Diagnosis(Severity severity, String code, String sentence, String remedy) {

    /** How bad it is, the worst first. */
    public enum Severity {
        /** Something that Tandem is for cannot be done. */
        BLOCKS,
        /** Somebody should do something. */
        WARNS,
        /** Good to know. */
        NOTES
    }

    /** {@return something without which it does not go} */
    public static Diagnosis blocks(String code, String sentence, String remedy) {
        return new Diagnosis(Severity.BLOCKS, code, sentence, remedy);
    }

    /** {@return something that somebody should see to} */
    public static Diagnosis warns(String code, String sentence, String remedy) {
        return new Diagnosis(Severity.WARNS, code, sentence, remedy);
    }

    /** {@return something good to know} */
    public static Diagnosis notes(String code, String sentence, String remedy) {
        return new Diagnosis(Severity.NOTES, code, sentence, remedy);
    }
}
