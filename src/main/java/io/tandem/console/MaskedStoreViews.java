package io.tandem.console;

import io.tandem.model.StoreNumber;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores as those see them who need not know who works there. */
record MaskedStoreViews(StoreViews whole) implements StoreViews {
    @Override
    public Map<String, Long> counts() {
        return whole.counts();
    }

    @Override
    public List<Row> stores() {
        return whole.stores().stream().map(MaskedStoreViews::masked).toList();
    }

    @Override
    public Optional<Detail> store(StoreNumber number) {
        return whole.store(number).map(MaskedStoreViews::masked);
    }

    @Override
    public Optional<Detail> communications() {
        return whole.communications().map(MaskedStoreViews::masked);
    }

    private static Detail masked(Detail detail) {
        return new Detail(
                masked(detail.store()),
                detail.findings().stream().map(Mask::text).toList(),
                detail.roster().stream().map(MaskedStoreViews::masked).toList());
    }

    static Row masked(Row row) {
        return new Row(
                row.storeNumber(),
                row.name(),
                row.legalEntity(),
                row.city(),
                row.country(),
                row.state(),
                Mask.text(row.reason()),
                row.teamId(),
                row.owners(),
                row.members(),
                row.graphCalls(),
                row.operationPolls(),
                row.updatedAt());
    }

    private static Person masked(Person person) {
        return new Person(
                Mask.HIDDEN, person.role(), person.byTandem(), person.writtenAt(), person.seenAt(), person.refusal());
    }
}
