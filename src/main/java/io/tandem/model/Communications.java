package io.tandem.model;

/** The communications managers: all who hold the role "Retail task manager" in Commerce (commerce-contract 4.2). */
public enum Communications implements TeamSource {
    /** There is one team for all of them. */
    TEAM;

    /** Its place among the numbers of stores; no store may be called so. */
    static final String NAME = "communications";

    @Override
    public String value() {
        return NAME;
    }

    @Override
    public String toString() {
        return NAME;
    }
}
