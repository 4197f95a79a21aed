package io.tandem.teams;

/**
 * Something in a {@link TargetingSheet} that Teams would not take, or not as it is meant.
 *
 * @param row row of the file; 1 is the header, as in the answers of Teams (graph-contract 14.3)
 * @param column column of the file, from 1
 * @param header what row 1 says of the column, empty when nothing
 * @param problem what is wrong there
 * @param fix what to do about it
 */
public record SheetFault(int row, int column, String header, String problem, String fix) {
    private static final int LETTERS = 26;

    /** {@return the cell as spreadsheets name it, for example {@code C12}} */
    public String cell() {
        StringBuilder letters = new StringBuilder();
        for (int rest = column; rest > 0; rest = (rest - 1) / LETTERS) {
            letters.insert(0, (char) ('A' + (rest - 1) % LETTERS));
        }
        return letters.toString() + row;
    }

    /** {@return all of it in one sentence} */
    public String sentence() {
        String where = header.isEmpty() ? cell() : cell() + " (" + header + ")";
        return "row " + row + ", " + where + ": " + problem + "; " + fix;
    }
}
