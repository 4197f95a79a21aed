package io.tandem.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.model.Role;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The oracle: paints what events say day by day on a sheet of paper, from the JSON alone and without a line of the
 * product. It knows the rules as the documentation tells them.
 */
public final class Calendar {
    private static final LocalDate PAPER = LocalDate.parse("2026-10-01");
    private static final int LENGTH = 120;

    /** A word of Commerce on one worker's employment, or on that worker in one store. */
    private record Word(
            String order,
            String kind,
            int from,
            int to,
            @Nullable String role,
            @Nullable String former) {}

    private final String worker;
    private final Map<String, Map<String, Word>> employment = new TreeMap<>();
    private final Map<String, Map<String, Word>> stores = new TreeMap<>();

    /** Paints what these events say of a worker. */
    public Calendar(String worker, Stream<JsonNode> history) {
        this.worker = worker;
        history.filter(event -> event.at("/data/personnelNumber").asText().equals(worker))
                .sorted(Comparator.comparing(Calendar::order))
                .forEach(this::hear);
    }

    /** {@return whether any employment is open on that day} */
    public boolean isEmployedOn(LocalDate day) {
        return employment.values().stream().anyMatch(words -> paintEmployment(words)[index(day)]);
    }

    /** {@return the role in a store on that day, whether employed or not} */
    public Optional<Role> roleIn(String store, LocalDate day) {
        return Optional.ofNullable(paintStore(store, "~")[index(day)])
                .map(word -> Role.valueOf(role(word).toUpperCase(Locale.ROOT)));
    }

    boolean hasBeenIn(String store) {
        return stores.containsKey(store);
    }

    /** Order of events: time, sequence (absent after present), id, source. */
    private static String order(JsonNode event) {
        String time = OffsetDateTime.parse(event.path("time").asText())
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toString();
        String sequence = event.path("sequence").isInt()
                ? "%04d".formatted(event.path("sequence").asInt())
                : "~";
        return time + " " + sequence + " " + event.path("id").asText();
    }

    /** Saying the same again only renews it: same start, same end, same arrival. */
    private void hear(JsonNode event) {
        JsonNode data = event.path("data");
        String order = order(event);
        String entity = event.path("source").asText();
        int atOnce = index(
                OffsetDateTime.parse(event.path("time").asText()).toLocalDate().minusDays(1));
        switch (event.path("type").asText().substring("io.tandem.commerce.".length())) {
            case "worker.hired" -> {
                int day = day(data, "employmentStart", 0);
                put(employment, entity, "hired" + day, new Word(order, "begin", day, LENGTH, null, null));
            }
            case "worker.updated" -> {
                int day = day(data, "employmentStart", 0);
                put(employment, entity, "restart", new Word(order, "restart", day, LENGTH, null, null));
            }
            case "worker.terminated" -> {
                int day = day(data, "employmentEnd", 0);
                put(employment, entity, "end" + day, new Word(order, "end", day, LENGTH, null, null));
            }
            case "worker.store.assigned" -> {
                int from = day(data, "effectiveFrom", atOnce);
                Word word = new Word(order, "begin", from, day(data, "effectiveTo", LENGTH), text(data, "role"), null);
                put(stores, data.path("storeNumber").asText(), "from" + text(data, "effectiveFrom"), word);
            }
            case "worker.store.unassigned" ->
                leave(data.path("storeNumber").asText(), order, day(data, "effectiveOn", atOnce));
            case "worker.transferred" -> {
                int on = day(data, "effectiveOn", atOnce);
                String former = data.path("fromStore").asText();
                String role = text(data, "role");
                leave(former, order, on);
                String key = "from" + text(data, "effectiveOn") + (role == null ? former : "");
                put(stores, data.path("toStore").asText(), key, new Word(order, "begin", on, LENGTH, role, former));
            }
            default -> {}
        }
    }

    private void leave(String store, String order, int day) {
        put(stores, store, "end" + day, new Word(order, "end", day, LENGTH, null, null));
    }

    private static void put(Map<String, Map<String, Word>> words, String of, String what, Word word) {
        words.computeIfAbsent(of, key -> new HashMap<>()).put(what, word);
    }

    private static boolean[] paintEmployment(Map<String, Word> words) {
        boolean[] sheet = new boolean[LENGTH];
        int ended = LENGTH;
        for (Word word : withoutMovedEnds(words.values().stream().toList())) {
            switch (word.kind()) {
                case "begin" -> {
                    Arrays.fill(sheet, word.from(), LENGTH, true);
                    ended = LENGTH;
                }
                case "end" -> {
                    Arrays.fill(sheet, word.from(), LENGTH, false);
                    ended = word.from();
                }
                default -> {
                    boolean again = word.from() >= ended;
                    Arrays.fill(sheet, 0, again ? 0 : word.from(), false);
                    Arrays.fill(sheet, word.from(), again ? LENGTH : ended, true);
                }
            }
        }
        return sheet;
    }

    private @Nullable Word[] paintStore(String store, String before) {
        @Nullable Word[] sheet = new Word[LENGTH];
        for (Word word : withoutMovedEnds(told(store, before))) {
            for (int day = word.from(); day < word.to(); day++) {
                sheet[day] = word.kind().equals("end") ? null : word;
            }
        }
        return sheet;
    }

    private List<Word> told(String store, String before) {
        return stores.getOrDefault(store, Map.of()).values().stream()
                .filter(word -> word.order().compareTo(before) < 0)
                .toList();
    }

    /** An end is moved when the next word, new starts of the employment aside, is an end too. */
    private static List<Word> withoutMovedEnds(List<Word> words) {
        List<Word> kept = new ArrayList<>();
        boolean endFollows = false;
        for (Word word : words.stream()
                .sorted(Comparator.comparing(Word::order).reversed())
                .toList()) {
            boolean end = word.kind().equals("end");
            if (!(end && endFollows)) {
                kept.addFirst(word);
            }
            endFollows = word.kind().equals("restart") ? endFollows : end;
        }
        return kept;
    }

    /** As in the former store on the day before, as told by then; else as told there last; else a worker. */
    private String role(Word word) {
        if (word.role() != null) {
            return word.role();
        }
        String former = java.util.Objects.requireNonNull(word.former());
        Word held = paintStore(former, word.order())[word.from() - 1];
        if (held == null) {
            held = told(former, word.order()).stream()
                    .filter(earlier -> earlier.kind().equals("begin"))
                    .max(Comparator.comparing(Word::order))
                    .orElse(null);
        }
        return held == null ? "worker" : role(held);
    }

    private static @Nullable String text(JsonNode data, String field) {
        return data.path(field).textValue();
    }

    private static int day(JsonNode data, String field, int otherwise) {
        String day = text(data, field);
        return day == null ? otherwise : index(LocalDate.parse(day));
    }

    private static int index(LocalDate day) {
        return (int) (day.toEpochDay() - PAPER.toEpochDay());
    }

    @Override
    public String toString() {
        return worker + " " + employment + " " + stores;
    }
}
