package io.tandem.embedded;

import java.util.List;

/** How Commerce tells which Entra account is a worker's. */
enum SampleLink {
    /** By object id, when hired. */
    ID_AT_HIRE,
    /** By user principal name only, when hired. */
    NAME_AT_HIRE,
    /** By object id, some time after. */
    ID_LATER,
    /** By user principal name only, some time after. */
    NAME_LATER,
    /** By object id in capital letters, some time after. */
    ID_IN_CAPITALS,
    /** Not at all. */
    NEVER;

    private static final List<SampleLink> USUAL = List.of(ID_AT_HIRE, ID_LATER, NAME_AT_HIRE, ID_AT_HIRE, NAME_LATER);

    /** {@return the link of a worker for whom none is set down} */
    static SampleLink usual(SamplePlot plot, int ordinal) {
        return plot == SamplePlot.NO_ACCOUNT ? NEVER : USUAL.get(ordinal % USUAL.size());
    }
}
