package io.tandem.jdbc;

import io.tandem.model.TeamSource;
import io.tandem.teams.KnownMember;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.Look;
import io.tandem.teams.Profile;
import io.tandem.teams.Stage;
import io.tandem.teams.TeamRole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Reads and writes what is known of a team: one row for the team and one for each person. */
final class TeamRows {
    /** A new doubt waits for nothing that an old one waits for. */
    private static final String TEAM = """
            select store_number, stage, team_id, since, refusals, operation, not_before, sought, name, visibility,
                   look_unclear or doubt_generation > read_generation as look_unclear, look_read_at,
                   case when doubt_generation > read_generation then 0 else look_vain end as look_vain,
                   case when doubt_generation > read_generation then null else look_not_before end as look_not_before,
                   look_deep or sweep_generation > checked_generation as look_deep, calls, polls, archived, former, adopted
            from team where store_number = any(:stores)""";

    private static final String MEMBERS = """
            select store_number, user_id, role, ours, membership_id, written_at, seen_at, refusal_code, refusal_until
            from team_member where store_number = any(:stores)""";

    private static final String SAVE_TEAM = """
            insert into team (store_number, stage, team_id, since, refusals, operation, not_before, sought, name, visibility,
                              look_unclear, look_read_at, look_vain, look_not_before, look_deep, calls, polls, archived, former, adopted)
            values (:store, :stage, :teamId, :since, :refusals, :operation, :notBefore, :sought, :name, :visibility,
                    :unclear, :readAt, :vain, :lookNotBefore, :deep, :calls, :polls, :archived, :former, :adopted)
            on conflict (store_number) do update
            set stage = excluded.stage, team_id = excluded.team_id, since = excluded.since,
                refusals = excluded.refusals, operation = excluded.operation, not_before = excluded.not_before,
                sought = excluded.sought, name = excluded.name, visibility = excluded.visibility, look_unclear = excluded.look_unclear, look_read_at = excluded.look_read_at,
                look_vain = excluded.look_vain, look_not_before = excluded.look_not_before, look_deep = excluded.look_deep,
                calls = excluded.calls, polls = excluded.polls, archived = excluded.archived, former = excluded.former,
                adopted = excluded.adopted""";

    private static final String SAVE_MEMBER = """
            insert into team_member (store_number, user_id, role, ours, membership_id, written_at, seen_at,
                                     refusal_code, refusal_until)
            values (:store, :user, :role, :ours, :membershipId, :writtenAt, :seenAt, :refusalCode, :refusalUntil)
            on conflict (store_number, user_id) do update
            set role = excluded.role, ours = excluded.ours, membership_id = excluded.membership_id,
                written_at = excluded.written_at, seen_at = excluded.seen_at,
                refusal_code = excluded.refusal_code, refusal_until = excluded.refusal_until""";

    private static final String FORGET_MEMBER = """
            delete from team_member where store_number = :store and user_id = :user""";

    private static final String READ_BY = """
            update team set read_generation = :generation where store_number = :store""";

    private static final String CHECKED_BY = """
            update team set checked_generation = :generation where store_number = :store""";

    private TeamRows() {}

    /** Notes that the roster was read by work on this generation: what was doubted before is doubted no more. */
    static void readBy(Handle handle, TeamSource source, long generation) {
        handle.createUpdate(READ_BY)
                .bind("generation", generation)
                .bind("store", source.value())
                .execute();
    }

    /** The same of the team's own properties. */
    static void checkedBy(Handle handle, TeamSource source, long generation) {
        handle.createUpdate(CHECKED_BY)
                .bind("generation", generation)
                .bind("store", source.value())
                .execute();
    }

    static KnownTeam load(Handle handle, TeamSource source) {
        return load(handle, List.of(source.value())).getOrDefault(source.value(), KnownTeam.unknown());
    }

    /** {@return what is known by number or name of the source; one without a row is left out} */
    static Map<String, KnownTeam> load(Handle handle, List<String> sources) {
        Map<String, Map<String, KnownMember>> members = new HashMap<>();
        handle.createQuery(MEMBERS)
                .bindArray("stores", String.class, sources)
                .map((row, context) -> members.computeIfAbsent(row.getString("store_number"), source -> new HashMap<>())
                        .put(row.getString("user_id"), member(row)))
                .list();
        Map<String, KnownTeam> teams = new HashMap<>();
        handle.createQuery(TEAM)
                .bindArray("stores", String.class, sources)
                .map((row, context) -> teams.put(
                        row.getString("store_number"),
                        team(row, members.getOrDefault(row.getString("store_number"), Map.of()))))
                .list();
        return teams;
    }

    static void save(Handle handle, TeamSource source, KnownTeam before, KnownTeam after) {
        team(handle, source, after).execute();
        PreparedBatch saved = handle.prepareBatch(SAVE_MEMBER);
        after.members().forEach((user, member) -> {
            if (!member.equals(before.members().get(user))) {
                bind(saved.bind("store", source.value()).bind("user", user), member)
                        .add();
            }
        });
        saved.execute();
        PreparedBatch forgotten = handle.prepareBatch(FORGET_MEMBER);
        before.members().keySet().stream()
                .filter(user -> !after.members().containsKey(user))
                .forEach(user -> forgotten
                        .bind("store", source.value())
                        .bind("user", user)
                        .add());
        forgotten.execute();
    }

    private static KnownTeam team(ResultSet row, Map<String, KnownMember> members) throws SQLException {
        return new KnownTeam(
                stage(row),
                profile(row),
                new Look(
                        row.getBoolean("look_unclear"),
                        instant(row, "look_read_at"),
                        row.getInt("look_vain"),
                        instant(row, "look_not_before"),
                        row.getBoolean("look_deep")),
                members,
                new KnownTeam.Calls(row.getInt("calls"), row.getInt("polls")),
                row.getString("former"),
                row.getBoolean("adopted"));
    }

    private static Profile profile(ResultSet row) throws SQLException {
        String visibility = row.getString("visibility");
        return new Profile(row.getString("name"), visibility == null ? null : Profile.Visibility.valueOf(visibility));
    }

    private static Stage stage(ResultSet row) throws SQLException {
        String teamId = Objects.requireNonNullElse(row.getString("team_id"), "");
        Instant since = Objects.requireNonNullElse(instant(row, "since"), Instant.EPOCH);
        Instant notBefore = instant(row, "not_before");
        return switch (row.getString("stage")) {
            case "missing" -> new Stage.Missing();
            case "group" -> new Stage.Group(teamId, since, row.getInt("refusals"), notBefore);
            case "provisioning" ->
                new Stage.Provisioning(
                        teamId, since, row.getString("operation"), Objects.requireNonNullElse(notBefore, since));
            case "gone" -> new Stage.Gone(teamId, notBefore, row.getInt("refusals"), row.getString("sought"));
            case "archiving" ->
                new Stage.Archiving(
                        teamId,
                        row.getBoolean("archived"),
                        since,
                        row.getString("operation"),
                        Objects.requireNonNullElse(notBefore, since));
            case "archived" -> new Stage.Archived(teamId);
            case "ready" -> new Stage.Ready(teamId);
            default -> new Stage.Unknown(notBefore, vain(row));
        };
    }

    private static Stage.@Nullable Vain vain(ResultSet row) throws SQLException {
        String id = row.getString("sought");
        return id == null ? null : new Stage.Vain(id, row.getInt("refusals") > 0);
    }

    private static KnownMember member(ResultSet row) throws SQLException {
        String code = row.getString("refusal_code");
        Instant until = instant(row, "refusal_until");
        return new KnownMember(
                TeamRole.valueOf(row.getString("role")),
                row.getBoolean("ours"),
                row.getString("membership_id"),
                instant(row, "written_at"),
                instant(row, "seen_at"),
                code == null || until == null ? null : new KnownMember.Refusal(code, until));
    }

    private static Update team(Handle handle, TeamSource source, KnownTeam team) {
        return stage(handle.createUpdate(SAVE_TEAM), team.stage())
                .bind("store", source.value())
                .bind("name", team.name())
                .bind("visibility", team.profile().visibility())
                .bind("unclear", team.look().unclear())
                .bind("readAt", team.look().readAt())
                .bind("vain", team.look().vain())
                .bind("lookNotBefore", team.look().notBefore())
                .bind("deep", team.look().deep())
                .bind("former", team.former())
                .bind("adopted", team.adopted())
                .bind("calls", team.calls().steps())
                .bind("polls", team.calls().polls());
    }

    private static Update stage(Update update, Stage stage) {
        return switch (stage) {
            case Stage.Unknown unknown -> unknown(update, unknown);
            case Stage.Missing missing -> stage(update, "missing", null, null, null);
            case Stage.Group group ->
                stage(update, "group", group.id(), group.createdAt(), group.notBefore())
                        .bind("refusals", group.refusals());
            case Stage.Provisioning making ->
                stage(update, "provisioning", making.id(), making.since(), making.notBefore())
                        .bind("operation", making.operation());
            case Stage.Gone gone ->
                stage(update, "gone", gone.id(), null, gone.notBefore())
                        .bind("refusals", gone.vain())
                        .bind("sought", gone.sought());
            case Stage.Archiving turning ->
                stage(update, "archiving", turning.id(), turning.since(), turning.notBefore())
                        .bind("operation", turning.operation())
                        .bind("archived", turning.archived());
            case Stage.Archived archived ->
                stage(update, "archived", archived.id(), null, null).bind("archived", true);
            case Stage.Ready ready -> stage(update, "ready", ready.id(), null, null);
        };
    }

    private static Update unknown(Update update, Stage.Unknown unknown) {
        Stage.Vain vain = unknown.vain();
        return stage(update, "unknown", null, null, unknown.notBefore())
                .bind("sought", vain == null ? null : vain.id())
                .bind("refusals", vain != null && vain.isGroup() ? 1 : 0);
    }

    private static Update stage(
            Update update, String name, @Nullable String teamId, @Nullable Instant since, @Nullable Instant notBefore) {
        return update.bind("stage", name)
                .bind("teamId", teamId)
                .bind("since", since)
                .bind("notBefore", notBefore)
                .bind("archived", false)
                .bind("refusals", 0)
                .bind("sought", (String) null)
                .bind("operation", (String) null);
    }

    private static PreparedBatch bind(PreparedBatch batch, KnownMember member) {
        KnownMember.Refusal refusal = member.refusal();
        return batch.bind("role", member.role().name())
                .bind("ours", member.ours())
                .bind("membershipId", member.membershipId())
                .bind("writtenAt", member.writtenAt())
                .bind("seenAt", member.seenAt())
                .bind("refusalCode", refusal == null ? null : refusal.code())
                .bind("refusalUntil", refusal == null ? null : refusal.until());
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
