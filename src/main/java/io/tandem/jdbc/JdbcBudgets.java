package io.tandem.jdbc;

import io.tandem.console.Budgets;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Budgets as rows of the instances, by the clock of the database. */
final class JdbcBudgets implements Budgets {
    private static final String NOTE = """
            insert into budget (instance, name, used, allowed, alone) values (:instance, :name, :used, :allowed, :alone)
            on conflict (instance, name) do update
            set used = excluded.used, allowed = excluded.allowed, alone = excluded.alone, at = now()""";

    private static final String FORGET = """
            delete from budget where at < now() - interval '1 hour'""";

    private static final String TOGETHER = """
            select name, sum(used) as used, bool_or(alone) as alone,
                   case when bool_or(alone) then sum(allowed) else max(allowed) end as allowed
            from budget where at > now() - interval '15 seconds'
            group by name""";

    private final String instance = UUID.randomUUID().toString();
    private final Jdbi jdbi;

    JdbcBudgets(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public void note(Collection<Share> shares) {
        jdbi.useTransaction(handle -> {
            handle.execute(FORGET);
            PreparedBatch batch = handle.prepareBatch(NOTE);
            shares.forEach(share -> batch.bind("instance", instance)
                    .bind("name", share.name())
                    .bind("used", share.used())
                    .bind("allowed", share.allowed())
                    .bind("alone", share.alone())
                    .add());
            batch.execute();
        });
    }

    @Override
    public List<Share> together() {
        return jdbi.withHandle(handle -> handle.createQuery(TOGETHER)
                .map((row, context) -> new Share(
                        row.getString("name"),
                        row.getDouble("used"),
                        row.getDouble("allowed"),
                        row.getBoolean("alone")))
                .list());
    }
}
