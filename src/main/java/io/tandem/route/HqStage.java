package io.tandem.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.deadletter.Cause;
import io.tandem.route.HqWrite.Row;
import io.tandem.route.HqWrite.Status;
import io.tandem.route.HqWrite.Status.OfList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far a write to HQ has come. Nothing is written before the row was looked at, and a write names the state it was based on: so
 * a write whose answer was lost, or that is done twice, changes nothing the second time.
 */
sealed interface HqStage {

    /** How it may end. */
    enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        /** HQ has a newer word. */
        STALE,
        PASSED_OVER,
        REFUSED,
        /** Tandem ends before HQ had time; the record comes again. */
        ABANDONED
    }

    /**
     * The end.
     *
     * @param cause why it was refused, null when it was not
     */
    record Ended(Outcome outcome, @Nullable Cause cause) implements HqStage {
        static Ended with(Outcome outcome) {
            return new Ended(outcome, null);
        }

        static Ended refused(HqAnswer answer, String what) {
            String said = answer.message().isEmpty() ? "" : ": " + answer.message();
            return refused(answer.status(), what + " was answered with " + answer.status() + said);
        }

        static Ended refused(int status, String reason) {
            return new Ended(Outcome.REFUSED, new Cause.WriteBackRefused(status, reason));
        }
    }

    /** Something is to be asked of HQ. */
    sealed interface Asks extends HqStage permits FindTask, MatchTask, Look, FindPerson, Create, Change, HqPlans {
        /** {@return what all this is for} */
        HqWrite write();

        /** {@return what to ask} */
        HqRequest request();

        /** {@return what follows from the answer, which is none of a {@link HqAnswer.Trouble}} */
        HqStage after(HqAnswer answer, HqMemory memory);

        /** {@return whether it goes on without an answer when HQ refuses to give one} */
        default boolean isOptional() {
            return false;
        }
    }

    /** {@return what follows when the row of a write says what it should} */
    static HqStage done(HqWrite write, Outcome outcome) {
        return write instanceof Row row && row.isPlan() ? new HqPlans.Find(row, outcome) : Ended.with(outcome);
    }

    /** {@return the first stage of a write} */
    static HqStage of(HqWrite write, HqMemory memory) {
        if (memory.knowsNewerThan(write)) {
            return Ended.with(Outcome.STALE);
        }
        return switch (write) {
            case Row row -> new Look(row, row.path(), false, null);
            case Status status when status.isHqId() -> Look.at(status, status.task(), false);
            case Status status ->
                status.ofList()
                        .<HqStage>map(task -> memory.task(status.task())
                                .<HqStage>map(id -> Look.at(status, id, true))
                                .orElseGet(() -> new FindTask(status, task)))
                        // Whoever made the task under such an id is told by the update itself.
                        .orElseGet(() -> Ended.with(Outcome.PASSED_OVER));
        };
    }

    /** Which tasks of a started list are those of the store? Only the report tells (commerce-contract 3.6). */
    record FindTask(Status write, OfList task) implements Asks {
        @Override
        public HqRequest request() {
            return HqRequest.find(
                    "RetailTaskManagementReports",
                    "Process_ProcessId eq " + task.process() + " and StoreNumber eq " + HqRequest.text(task.store()),
                    "TaskId,Name");
        }

        @Override
        public HqStage after(HqAnswer answer, HqMemory memory) {
            if (!answer.isGood()) {
                return Ended.refused(answer, "Looking for the tasks of store " + task.store());
            }
            List<JsonNode> ofStore = answer.rows();
            if (task.isKeyGuid() && !ofStore.isEmpty()) {
                return new MatchTask(write, task, ids(ofStore));
            }
            Set<String> byKey = named(ofStore, name -> name.equals(task.key()));
            return found(write, byKey.isEmpty() ? named(ofStore, write::isTitled) : byKey, memory);
        }

        private static Set<String> named(List<JsonNode> rows, Predicate<String> name) {
            return ids(rows.stream()
                    .filter(row -> name.test(row.path("Name").asText()))
                    .toList());
        }

        static Set<String> ids(List<JsonNode> rows) {
            return rows.stream().map(row -> row.path("TaskId").asText()).collect(Collectors.toSet());
        }

        static HqStage found(Status write, Set<String> ids, HqMemory memory) {
            if (ids.size() == 1) {
                String id = ids.iterator().next();
                memory.rememberTask(write.task(), id);
                return Look.at(write, id, false);
            }
            return ids.isEmpty() && write.deleted()
                    ? Ended.with(Outcome.UNCHANGED)
                    : Ended.refused(404, "Commerce HQ has " + ids.size() + " tasks that could be " + write.task());
        }
    }

    /** Which of them was made from this task of the list? The report does not tell. */
    record MatchTask(Status write, OfList task, Set<String> ofStore) implements Asks {
        @Override
        public HqRequest request() {
            return HqRequest.find(
                    Status.SET, "ProcessId eq " + task.process() + " and TemplateTaskId eq " + task.key(), "TaskId");
        }

        @Override
        public HqStage after(HqAnswer answer, HqMemory memory) {
            return answer.isGood()
                    ? FindTask.found(
                            write,
                            FindTask.ids(answer.rows()).stream()
                                    .filter(ofStore::contains)
                                    .collect(Collectors.toSet()),
                            memory)
                    : Ended.refused(answer, "Looking for the tasks of process " + task.process());
        }
    }

    /**
     * What does the row say now?
     *
     * @param fromMemory whether the id may be outdated
     * @param refusal how an attempt to make the row ended, null when there was none
     */
    record Look(
            HqWrite write,
            String path,
            boolean fromMemory,
            @Nullable HqAnswer refusal) implements Asks {
        static Look at(Status status, String taskId, boolean fromMemory) {
            return new Look(status, Status.path(taskId), fromMemory, null);
        }

        @Override
        public HqRequest request() {
            return HqRequest.get(path);
        }

        @Override
        public HqStage after(HqAnswer answer, HqMemory memory) {
            if (answer.status() == 404) {
                return absent(memory);
            }
            if (!answer.isGood()) {
                return Ended.refused(answer, "Reading " + path);
            }
            if (write.isSaidBy(answer.body())) {
                return done(write, Outcome.UNCHANGED);
            }
            return switch (write) {
                case Row row -> new Change(row, path, answer.etag(), row.changes());
                case Status status -> changeOf(status, answer, memory);
            };
        }

        private HqStage changeOf(Status status, HqAnswer answer, HqMemory memory) {
            boolean outdated = status.isOutdatedBy(answer.body());
            if (outdated
                    || memory.isOvertaken(status, answer.body().path("Status").asText())) {
                return Ended.with(Outcome.STALE);
            }
            boolean completed = Status.completed(answer.body());
            FindPerson found = new FindPerson(status, path, answer.etag(), completed);
            String person = status.actor() == null
                    ? null
                    : memory.person(status.actor()).orElse(null);
            return status.wantsPerson() && person == null ? found : found.changeBy(person);
        }

        private HqStage absent(HqMemory memory) {
            return switch (write) {
                case Row row when refusal != null -> Ended.refused(refusal, "Making " + path);
                case Row row -> new Create(row);
                case Status status
                when fromMemory -> {
                    memory.forgetTask(status.task());
                    yield HqStage.of(status, memory);
                }
                case Status status when status.deleted() -> Ended.with(Outcome.UNCHANGED);
                case Status status -> Ended.refused(404, "Commerce HQ has no task " + status.task());
            };
        }
    }

    /** Who is that user among the workers? HQ knows them by personnel number (commerce-contract 3.2). */
    record FindPerson(Status write, String path, String etag, boolean wasCompleted) implements Asks {
        @Override
        public HqRequest request() {
            return HqRequest.find(
                    "RetailStaffs",
                    "ExternalSubIdentifier eq " + HqRequest.text(String.valueOf(write.actor())),
                    "PersonnelNumber");
        }

        @Override
        public HqStage after(HqAnswer answer, HqMemory memory) {
            List<JsonNode> people = answer.isGood() ? answer.rows() : List.of();
            if (people.size() != 1) {
                return changeBy(null);
            }
            String person = people.getFirst().path("PersonnelNumber").asText();
            memory.rememberPerson(String.valueOf(write.actor()), person);
            return changeBy(person);
        }

        @Override
        public boolean isOptional() {
            return true;
        }

        Change changeBy(@Nullable String person) {
            return new Change(write, path, etag, write.changes(wasCompleted, person));
        }
    }

    /** The row is absent and is made. */
    record Create(Row write) implements Asks {
        @Override
        public HqRequest request() {
            return HqRequest.post(write.set(), write.values());
        }

        /** HQ says the same of a row that exists and of one that it does not want: only a look tells which it is. */
        @Override
        public HqStage after(HqAnswer answer, HqMemory memory) {
            return answer.isGood() ? done(write, Outcome.CREATED) : new Look(write, write.path(), false, answer);
        }
    }

    /**
     * The row says something else and is changed.
     *
     * @param etag the state that was looked at
     * @param values properties to change
     */
    record Change(HqWrite write, String path, String etag, Map<String, String> values) implements Asks {
        @Override
        public HqRequest request() {
            return HqRequest.patch(path, etag, values);
        }

        @Override
        public HqStage after(HqAnswer answer, HqMemory memory) {
            if (answer.isGood()) {
                return done(write, Outcome.UPDATED);
            }
            return answer.status() == 412 || answer.status() == 404
                    ? new Look(write, path, false, null)
                    : Ended.refused(answer, "Changing " + path);
        }
    }
}
