package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Says the numbers of a plan. */
final class PlanWords {
    private PlanWords() {}

    /** {@return the numbers of a whole plan in a sentence} */
    static String summary(JsonNode sum) {
        return "%s: %d to change, %d in step. %s, %s to add, %s to remove%s, %d role changes, %d renames; %s held, %s."
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
                        sum.path("roleChanges").asLong(),
                        sum.path("renames").asLong(),
                        count(sum.path("held").asLong(), "team"),
                        count(sum.path("findings").asLong(), "finding"));
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
