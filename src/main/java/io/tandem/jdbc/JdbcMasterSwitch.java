package io.tandem.jdbc;

import io.tandem.model.MasterSwitch;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The switch as a row that is read each time: whoever puts it off has put it off everywhere. */
record JdbcMasterSwitch(Jdbi jdbi) implements MasterSwitch {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcMasterSwitch.class);

    private static final String STATE = """
            select is_on, since, who, reason from master_switch""";

    private static final String TURN = """
            update master_switch set is_on = :on, since = now(), who = :who, reason = :reason where is_on <> :on""";

    @Override
    public boolean isOn() {
        try {
            return state().on();
        } catch (JdbiException away) {
            LOG.warn("Nobody knows whether Tandem is enabled, so nothing is written reason={}", away.getMessage());
            return false;
        }
    }

    @Override
    public State state() {
        return jdbi.withHandle(handle ->
                handle.createQuery(STATE).map((row, context) -> state(row)).one());
    }

    @Override
    public State turn(boolean on, String who, String reason) {
        return jdbi.inTransaction(handle -> {
            int changed = handle.createUpdate(TURN)
                    .bind("on", on)
                    .bind("who", who)
                    .bind("reason", LetterRows.text(reason))
                    .execute();
            if (changed > 0) {
                JdbcActivity.add(handle, who, on ? "enable" : "disable", "tandem", reason);
            }
            return handle.createQuery(STATE).map((row, context) -> state(row)).one();
        });
    }

    private static State state(ResultSet row) throws SQLException {
        return new State(
                row.getBoolean("is_on"),
                LetterRows.present(row, "since"),
                row.getString("who"),
                row.getString("reason"));
    }
}
