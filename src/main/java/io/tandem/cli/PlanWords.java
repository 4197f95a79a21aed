package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Says the numbers of a plan. */
final class PlanWords {
    private PlanWords() {}

    /** {@return the numbers of a whole plan in a sentence} */
    static String summary(JsonNode sum) {
        return "%s: %d to change, %d in step. %s, %s to add, %s to remove%s, %s, %s%s; %s held, %s."
                .formatted(
                        whose(
                                sum.path("stores").asLong(),
                                sum.path("communications").asLong()),
                        sum.path("toChange").asLong(),
                        sum.path("inStep").asLong(),
                        count(sum.path("newTeams").asLong(), "new team"),
                        people(sum.path("additions").asLong()),
                        people(sum.path("removals").asLong()),
                        waiting(sum),
                        count(sum.path("roleChanges").asLong(), "role change"),
                        count(sum.path("renames").asLong(), "rename"),
                        seldom(sum),
                        count(sum.path("held").asLong(), "team"),
                        count(sum.path("findings").asLong(), "finding"));
    }

    /** What happens to few teams is said when it happens. */
    private static String seldom(JsonNode sum) {
        return word(sum, "archivings", "archiving")
                + word(sum, "unarchivings", "reopening")
                + (sum.path("madePrivate").asLong() == 0
                        ? ""
                        : ", " + count(sum.path("madePrivate").asLong(), "team") + " to make private");
    }

    private static String word(JsonNode sum, String what, String one) {
        long number = sum.path(what).asLong();
        return number == 0 ? "" : ", " + count(number, one);
    }

    static String whose(long stores, long others) {
        String number = count(stores, "store");
        return others == 0 ? number : (stores == 0 ? "" : number + " and ") + "the communications managers";
    }

    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    static String people(long number) {
        return number + (number == 1 ? " person" : " people");
    }

    static String waiting(JsonNode counted) {
        long waiting = counted.path("awaitingApproval").asLong();
        return waiting == 0 ? "" : " (" + waiting + " wait for approval)";
    }
}
