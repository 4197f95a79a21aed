package io.tandem.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tandem.commerce.Batch;
import io.tandem.commerce.CommerceState;
import io.tandem.commerce.EventParser;
import io.tandem.embedded.SampleCompany;
import io.tandem.embedded.SampleRetailer;
import io.tandem.jdbc.Database;
import io.tandem.model.Identity;
import io.tandem.teams.Account;
import io.tandem.teams.People;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What Commerce said of a made-up retailer, and what the directory says of its people.
 *
 * @param stores how many stores
 * @param workers how many people
 */
record ConsoleBenchRetailer(Database database, int stores, int workers, Clock clock) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BATCH = 2_000;

    /** Each tells of two closing checklists, of one day after the other. */
    private static final int PAIRS_OF_DAYS = 5;

    /** Folds all that Commerce said, {@return how many events that were} */
    long fold() {
        EventParser parser = new EventParser(clock);
        CommerceState state = database.commerceState();
        return inBatches(
                events(),
                lines -> state.fold(Batch.of(lines.stream()
                        .map(line -> parser.read(line.getBytes(StandardCharsets.UTF_8)))
                        .toList())));
    }

    private Stream<String> events() {
        SampleRetailer retailer = asOf(0);
        Stream<String> tasks = IntStream.range(0, PAIRS_OF_DAYS)
                .map(pair -> PAIRS_OF_DAYS - 1 - pair)
                .boxed()
                .flatMap(pair -> asOf(2 * pair).tasks());
        return Stream.of(retailer.events(), retailer.hierarchies(), tasks).flatMap(some -> some);
    }

    private SampleRetailer asOf(int daysAgo) {
        return SampleCompany.retailer(stores, workers, 1, LocalDate.now(clock).minusDays(daysAgo));
    }

    /** Remembers every account, {@return how many there are} */
    long remember() {
        People people = database.people();
        return inBatches(asOf(0).people(), lines -> {
            Map<Identity, Optional<Account>> accounts = new LinkedHashMap<>();
            lines.forEach(line -> remember(line, accounts));
            people.remember(accounts, clock.instant());
        });
    }

    /** Commerce knows some people by one name and some by the other. */
    private static void remember(String line, Map<Identity, Optional<Account>> accounts) {
        JsonNode user = read(line);
        String id = user.path("id").asText();
        String name = user.path("userPrincipalName").asText();
        boolean licensed = StreamSupport.stream(user.path("assignedPlans").spliterator(), false)
                .anyMatch(plan -> plan.path("service").asText().equals("TeamspaceAPI"));
        Optional<Account> account =
                Optional.of(new Account(id, user.path("accountEnabled").asBoolean(), licensed));
        accounts.put(new Identity(id, null), account);
        accounts.put(new Identity(null, name), account);
        accounts.put(new Identity(id, name), account);
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static long inBatches(Stream<String> all, Consumer<List<String>> each) {
        long count = 0;
        List<String> some = new ArrayList<>();
        for (Iterator<String> lines = all.iterator(); lines.hasNext(); ) {
            some.add(lines.next());
            count++;
            if (some.size() == BATCH || !lines.hasNext()) {
                each.accept(some);
                some.clear();
            }
        }
        return count;
    }
}
