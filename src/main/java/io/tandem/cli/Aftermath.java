package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.Tandem;
import io.tandem.cli.Deed.Kind;
import io.tandem.cli.Tidings.Told;
import io.tandem.console.StoreViews;
import io.tandem.console.TaskViews;
import io.tandem.model.StoreNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What came of the deeds of people, as it can be seen now: on the topic, at headquarters, in Planner and at Tandem. */
final class Aftermath {
    private static final int DONE = 100;

    private final Tandem tandem;
    private final Headquarters headquarters;
    private final StorePeople people;
    private final UpdatesReader reader;
    private final List<Deed> deeds;

    /**
     * What came of one deed.
     *
     * @param told how Commerce was told of it
     * @param arrived whether all that has to follow from it has happened
     * @param shown what the other side shows now, or the sentence that says why a change did not hold
     */
    record Outcome(Deed deed, Told told, boolean arrived, String shown) {
        boolean is(Kind kind) {
            return deed.kind() == kind;
        }
    }

    /**
     * What came of all of them.
     *
     * @param outcomes one for each deed, in order
     * @param unasked messages on tasks and rosters that nobody's deed explains, in short
     */
    record Picture(List<Outcome> outcomes, List<String> unasked) {
        boolean isComplete() {
            return outcomes.stream().allMatch(Outcome::arrived);
        }

        long echoes() {
            return unasked.size()
                    + outcomes.stream()
                            .map(Outcome::told)
                            .mapToLong(Told::tooMany)
                            .sum();
        }
    }

    Aftermath(Tandem tandem, Headquarters headquarters, StorePeople people, UpdatesReader reader, List<Deed> deeds) {
        this.tandem = tandem;
        this.headquarters = headquarters;
        this.people = people;
        this.reader = reader;
        this.deeds = List.copyOf(deeds);
    }

    /** {@return how it looks at this moment} */
    Picture look() {
        Tidings tidings = new Tidings(deeds, reader.all());
        return new Picture(
                deeds.stream().map(deed -> outcome(deed, tidings.of(deed))).toList(), tidings.unasked());
    }

    private Outcome outcome(Deed deed, Told told) {
        try {
            return switch (deed.kind()) {
                case COMPLETED, STARTED, DELETED -> atHeadquarters(deed, told);
                case MADE -> new Outcome(deed, told, told.messages() > 0, "");
                case CLASHED -> clashed(deed, told);
                case RENAMED -> renamed(deed, told);
                case AT_THE_TILL -> inPlanner(deed, told);
                case ADDED -> inTeams(deed, told);
            };
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private Outcome atHeadquarters(Deed deed, Told told) {
        JsonNode row = headquarters.task(deed.taskId());
        String status = row.path("Status").asText();
        boolean arrived = told.messages() > 0 && status.equals(deed.kind().status());
        String by = row.path("ResolvedBy_PersonnelNumber").asText();
        return new Outcome(deed, told, arrived, by.isEmpty() ? status : status + " by worker " + by);
    }

    private Outcome clashed(Deed deed, Told told) throws IOException, InterruptedException {
        Optional<TaskViews.Row> row = row(deed);
        String sentence = sentence(row);
        boolean done = people.task(deed).path("percentComplete").asInt() == DONE;
        boolean agreed = row.filter(task -> task.status().equals(deed.kind().status()) == done)
                .isPresent();
        boolean heard = !done || atHeadquarters(deed, told).arrived();
        return new Outcome(deed, told, told.messages() > 0 && agreed && heard && !sentence.isEmpty(), sentence);
    }

    private Outcome renamed(Deed deed, Told told) throws IOException, InterruptedException {
        String sentence = sentence(row(deed));
        boolean putBack = people.task(deed).path("title").asText().equals(deed.title());
        return new Outcome(deed, told, putBack && !sentence.isEmpty(), sentence);
    }

    private Outcome inPlanner(Deed deed, Told told) throws IOException, InterruptedException {
        int percent = people.task(deed).path("percentComplete").asInt();
        return new Outcome(deed, told, percent == DONE, percent + " percent");
    }

    private Outcome inTeams(Deed deed, Told told) {
        String finding = tandem.stores().store(new StoreNumber(deed.store())).map(StoreViews.Detail::findings).stream()
                .flatMap(Collection::stream)
                .filter(sentence -> sentence.contains(deed.object().id()))
                .findFirst()
                .orElse("");
        return new Outcome(deed, told, told.messages() > 0 && !finding.isEmpty(), finding);
    }

    private Optional<TaskViews.Row> row(Deed deed) {
        return tandem.tasks().tasks(new StoreNumber(deed.store()), null).stream()
                .filter(task -> deed.plannerTaskId().equals(task.plannerTaskId()))
                .findFirst();
    }

    private static String sentence(Optional<TaskViews.Row> row) {
        return row.stream()
                .flatMap(task -> task.conflicts().stream())
                .map(TaskViews.Conflict::sentence)
                .findFirst()
                .orElse("");
    }
}
