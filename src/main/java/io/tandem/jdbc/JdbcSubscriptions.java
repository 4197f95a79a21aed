package io.tandem.jdbc;

import io.tandem.model.Subscription;
import io.tandem.model.SubscriptionBook;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Subscriptions as rows, and when what happened to them by the clock of the database. */
final class JdbcSubscriptions implements SubscriptionBook {
    private static final String ALL = """
            select resource, subscription_id, terms, certificate, renew_at, expires_at, patched_at, reauthorized_at, not_before,
                   asked, failures, refusal
            from subscription order by resource""";

    /** Only a renewal or an authorization answers what was asked. */
    private static final String WRITE = """
            insert into subscription (resource, subscription_id, terms, certificate, renew_at, expires_at, patched_at,
                                      reauthorized_at, not_before, asked, failures, refusal)
            values (:resource, :id, :terms, :certificate, :renewAt, :expires, :patched, :reauthorized, :notBefore, :asked,
                    :failures, :refusal)
            on conflict (resource) do update
            set subscription_id = excluded.subscription_id, terms = excluded.terms, certificate = excluded.certificate,
                renew_at = excluded.renew_at, expires_at = excluded.expires_at, patched_at = excluded.patched_at,
                reauthorized_at = excluded.reauthorized_at, not_before = excluded.not_before, failures = excluded.failures,
                refusal = excluded.refusal,
                asked = subscription.asked and subscription.patched_at = excluded.patched_at
                        and subscription.reauthorized_at = excluded.reauthorized_at""";

    private static final String WATCH = """
            select extract(epoch from now() - heard_at) as heard, extract(epoch from now() - kept_at) as kept,
                   extract(epoch from now() - swept_at) as swept
            from webhook_watch""";

    private static final String SWEPT = """
            update webhook_watch set swept_at = now(), heard_at = case when :anew then now() else heard_at end""";

    private final Jdbi jdbi;

    JdbcSubscriptions(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public List<Subscription> all() {
        return jdbi.withHandle(handle ->
                handle.createQuery(ALL).map((row, context) -> subscription(row)).list());
    }

    @Override
    public void write(Subscription subscription) {
        Subscription.Times times = subscription.times();
        jdbi.useHandle(handle -> handle.createUpdate(WRITE)
                .bind("resource", subscription.resource())
                .bind("id", subscription.id())
                .bind("terms", subscription.terms())
                .bind("certificate", subscription.certificate())
                .bind("renewAt", times.renewAt())
                .bind("expires", times.expires())
                .bind("patched", times.patched())
                .bind("reauthorized", times.reauthorized())
                .bind("notBefore", times.notBefore())
                .bind("asked", subscription.asked())
                .bind("failures", subscription.failures())
                .bind("refusal", subscription.refusal())
                .execute());
    }

    @Override
    public void forget(String resource) {
        run("delete from subscription where resource = ?", resource);
    }

    @Override
    public void asked(String id) {
        run("update subscription set asked = true where lower(subscription_id) = lower(?)", id);
    }

    @Override
    public void gone(String id) {
        run("update subscription set subscription_id = null where lower(subscription_id) = lower(?)", id);
    }

    @Override
    public List<String> teams() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select team_id from team where stage = 'ready' order by team_id")
                        .mapTo(String.class)
                        .list());
    }

    @Override
    public Watch watch() {
        return jdbi.withHandle(handle -> handle.createQuery(WATCH)
                .map((row, context) -> new Watch(ago(row, "heard"), ago(row, "kept"), ago(row, "swept")))
                .one());
    }

    @Override
    public void heard() {
        run("update webhook_watch set heard_at = now()");
    }

    @Override
    public void kept() {
        run("update webhook_watch set kept_at = now()");
    }

    @Override
    public void swept(boolean anew) {
        jdbi.useHandle(handle -> handle.createUpdate(SWEPT).bind("anew", anew).execute());
    }

    private void run(String sql, Object... values) {
        jdbi.useHandle(handle -> handle.execute(sql, values));
    }

    private static Subscription subscription(ResultSet row) throws SQLException {
        return new Subscription(
                row.getString("resource"),
                row.getString("subscription_id"),
                row.getString("terms"),
                row.getString("certificate"),
                new Subscription.Times(
                        time(row, "renew_at"),
                        time(row, "expires_at"),
                        time(row, "patched_at"),
                        time(row, "reauthorized_at"),
                        time(row, "not_before")),
                row.getBoolean("asked"),
                row.getInt("failures"),
                row.getString("refusal"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(TeamRows.instant(row, column), column);
    }

    /** {@return how long ago, from a column of seconds} */
    static @Nullable Duration ago(ResultSet row, String column) throws SQLException {
        BigDecimal seconds = row.getBigDecimal(column);
        return seconds == null
                ? null
                : Duration.ofMillis(seconds.movePointRight(3).longValue());
    }
}
