package io.tandem.jdbc;

import io.tandem.commerce.Fact;
import io.tandem.commerce.FactReader;
import io.tandem.commerce.Stamp;
import io.tandem.model.Communications;
import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import io.tandem.model.TeamStaff;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Loads the facts that describe one team or the tasks of one store. Each part of a union is found by an index; an "or" would not be. */
final class StoreFacts {
    /** Tasks and lists stay out of it: a list is tied to a thousand stores. */
    private static final String OF_STAFF = """
            select subject, about, field, value, stamp, told_at from fact where subject = 'store/' || :store
            union all
            select subject, about, field, value, stamp, told_at from fact where subject = 'mapping/RetailStore/' || :store
            union all
            select fact.subject, fact.about, fact.field, fact.value, fact.stamp, fact.told_at
            from (select distinct subject from fact
                  where about = 'store/' || :store and subject like 'worker/%') worker
            join fact on fact.subject = worker.subject""";

    private static final String OF_COMMUNICATIONS = """
            select subject, about, field, value, stamp, told_at from fact where subject like 'mapping/Communication/%'
            union all
            select fact.subject, fact.about, fact.field, fact.value, fact.stamp, fact.told_at
            from (select distinct subject from fact
                  where about = 'team/communications' and subject like 'worker/%') worker
            join fact on fact.subject = worker.subject""";

    private static final String OF_TASKS = """
            select subject, about, field, value, stamp, told_at from fact where subject = 'store/' || :store
            union all
            select subject, about, field, value, stamp, told_at from fact where about = 'store/' || :store
            union all
            select fact.subject, fact.about, fact.field, fact.value, fact.stamp, fact.told_at
            from (select subject from fact where about = 'store/' || :store and subject like 'list/%') list
            join fact on fact.subject = list.subject and fact.about = ''
            union all
            select fact.subject, fact.about, fact.field, fact.value, fact.stamp, fact.told_at
            from (select subject from fact where about = 'store/' || :store and subject like 'worker/%'
                  union
                  select 'worker/' || substr(subject, length('assignee/') + 1) from fact
                  where about = 'store/' || :store and subject like 'assignee/%') person
            join fact on fact.subject = person.subject and fact.about = ''
                     and fact.field in ('entraObjectId', 'userPrincipalName')""";

    private StoreFacts() {}

    /** {@return what {@code FactReader.staff} reads} */
    static List<Fact> ofStaff(Handle handle, StoreNumber store) {
        return load(handle, OF_STAFF, store);
    }

    /** {@return what {@code FactReader.communications} reads} */
    static List<Fact> ofCommunications(Handle handle) {
        return handle.createQuery(OF_COMMUNICATIONS)
                .map((row, context) -> fact(row))
                .list();
    }

    /** {@return what Commerce wants for one team, but for those who were restored} */
    static TeamStaff staff(Handle handle, TeamSource source) {
        return switch (source) {
            case StoreNumber store -> FactReader.staff(store, ofStaff(handle, store));
            case Communications communications -> FactReader.communications(ofCommunications(handle));
        };
    }

    /** {@return what {@code FactReader.tasks} reads} */
    static List<Fact> ofTasks(Handle handle, StoreNumber store) {
        return load(handle, OF_TASKS, store);
    }

    private static List<Fact> load(Handle handle, String sql, StoreNumber store) {
        return handle.createQuery(sql)
                .bind("store", store.value())
                .map((row, context) -> fact(row))
                .list();
    }

    static Fact fact(ResultSet row) throws SQLException {
        return new Fact(
                row.getString("subject"),
                row.getString("about"),
                row.getString("field"),
                row.getString("value"),
                new Stamp(row.getString("stamp")),
                TeamRows.instant(row, "told_at"));
    }
}
