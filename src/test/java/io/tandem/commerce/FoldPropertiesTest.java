package io.tandem.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.commerce.Histories.History;
import io.tandem.model.Key;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.model.Worker;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

@Domain(Histories.class)
@Domain(net.jqwik.api.domains.DomainContext.Global.class)
class FoldPropertiesTest {

    @Property(tries = 150)
    void givesTheSameStaffInAnyOrderAndAnyRepetition(@ForAll History history, @ForAll long seed) {
        List<TestEvent> tripled = new ArrayList<>(history.events());
        tripled.addAll(history.events());
        tripled.addAll(history.events());
        Random random = new Random(seed);
        Collections.shuffle(tripled, random);

        MemoryState shuffled = new MemoryState();
        inBatches(tripled, random).forEach(batch -> shuffled.fold(batch.toArray(TestEvent[]::new)));

        assertThat(staff(shuffled)).isEqualTo(staff(inOrder(history)));
    }

    @Property(tries = 150)
    void countsEachEventOnce(@ForAll History history, @ForAll long seed) {
        Random random = new Random(seed);
        MemoryState state = new MemoryState();

        for (List<TestEvent> batch : inBatches(history.events(), random)) {
            CommerceState.Outcome outcome = state.fold(batch.toArray(TestEvent[]::new));

            assertThat(outcome.applied() + outcome.stale()).isEqualTo(batch.size());
            assertThat(outcome.duplicates()).isZero();
        }
    }

    @Property(tries = 150)
    void makesDueEveryStoreWhoseStaffChanges(@ForAll History history) {
        MemoryState state = new MemoryState();
        List<StoreStaff> before = staff(state);

        for (TestEvent event : history.events()) {
            CommerceState.Outcome outcome = state.fold(event);

            List<StoreStaff> after = staff(state);
            for (int store = 0; store < before.size(); store++) {
                if (!before.get(store).equals(after.get(store))) {
                    assertThat(outcome.due())
                            .contains(Key.of(after.get(store).store().number()));
                }
            }
            before = after;
        }
    }

    @Property(tries = 300)
    void employsPeopleOnTheDaysOfTheCalendar(@ForAll History history) {
        MemoryState state = inOrder(history);
        for (String number : Histories.WORKERS) {
            Calendar calendar = new Calendar(number, history.events().stream().map(TestEvent::json));

            Worker worker = FactReader.worker(new PersonnelNumber(number), state.facts());

            days().forEach(day -> assertThat(worker.isEmployedOn(day))
                    .as("%s on %s", number, day)
                    .isEqualTo(calendar.isEmployedOn(day)));
        }
    }

    @Property(tries = 300)
    void givesPeopleTheRolesOfTheCalendar(@ForAll History history) {
        MemoryState state = inOrder(history);
        for (String number : Histories.WORKERS) {
            Calendar calendar = new Calendar(number, history.events().stream().map(TestEvent::json));

            Worker worker = FactReader.worker(new PersonnelNumber(number), state.facts());

            for (String store : Histories.STORES) {
                assertThat(worker.assignments().containsKey(new StoreNumber(store)))
                        .isEqualTo(calendar.hasBeenIn(store));
                days().forEach(day -> assertThat(worker.roleIn(new StoreNumber(store), day))
                        .as("%s in %s on %s", number, store, day)
                        .isEqualTo(calendar.roleIn(store, day)));
            }
        }
    }

    private static List<LocalDate> days() {
        return Histories.FIRST
                .minusDays(3)
                .datesUntil(Histories.FIRST.plusDays(Histories.DAYS + 10))
                .toList();
    }

    private static MemoryState inOrder(History history) {
        MemoryState state = new MemoryState();
        history.events().forEach(state::fold);
        return state;
    }

    private static List<StoreStaff> staff(MemoryState state) {
        return Histories.STORES.stream().map(state::staff).toList();
    }

    private static List<List<TestEvent>> inBatches(List<TestEvent> events, Random random) {
        List<List<TestEvent>> batches = new ArrayList<>();
        int next = 0;
        while (next < events.size()) {
            int end = Math.min(events.size(), next + 1 + random.nextInt(8));
            batches.add(events.subList(next, end));
            next = end;
        }
        return batches;
    }
}
