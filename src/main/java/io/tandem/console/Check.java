package io.tandem.console;

import java.util.List;

/** One thing that the doctor looks at. It may take some seconds, and may throw when what it asks is away. */
public interface Check {

    /** {@return in a word, what it looks at} */
    String name();

    /** {@return what is to be said; empty = all is well} */
    List<Diagnosis> look();
}
