package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * How teams, members, channels and operations are shown.
 *
 * @param world the state
 */
record TeamView(World world) {
    static final List<String> TEAM = List.of(
            "id",
            "createdDateTime",
            "displayName",
            "description",
            "internalId",
            "classification",
            "specialization",
            "visibility",
            "webUrl",
            "isArchived",
            "tenantId",
            "memberSettings",
            "guestSettings",
            "messagingSettings",
            "funSettings",
            "summary");
    static final List<String> MEMBER =
            List.of("id", "roles", "displayName", "visibleHistoryStartDateTime", "userId", "email", "tenantId");
    static final List<String> CHANNEL = List.of(
            "id",
            "createdDateTime",
            "displayName",
            "description",
            "isFavoriteByDefault",
            "email",
            "tenantId",
            "webUrl",
            "membershipType",
            "isArchived");

    ObjectNode whole(Team team, Instant now) {
        ObjectNode group = world.tenant().group(team.id()).orElseThrow().properties();
        ObjectNode whole = Json.object()
                .put("id", team.id())
                .put("createdDateTime", team.createdAt().toString())
                .put("displayName", Json.text(group, "displayName"))
                .put("description", Json.text(group, "description"))
                .put("internalId", channelId(team.id() + "internal"))
                .put("specialization", "none")
                .put("visibility", visibility(group))
                .put("webUrl", "https://teams.microsoft.com/l/team/" + channelId(team.id()) + "?groupId=" + team.id())
                .put("isArchived", team.isArchived(now))
                .put("tenantId", Simulator.TENANT_ID);
        summary(team, whole);
        return whole.setAll(team.properties());
    }

    private void summary(Team team, ObjectNode whole) {
        int owners = world.tenant().owners(team.id());
        whole.putObject("summary")
                .put("ownersCount", owners)
                .put("membersCount", world.tenant().roster(team.id()).size() - owners)
                .put("guestsCount", 0);
    }

    private static String visibility(JsonNode group) {
        String value = group.path("visibility").asText("Public");
        return value.equals("HiddenMembership") ? "hiddenMembership" : value.toLowerCase(Locale.ROOT);
    }

    ObjectNode whole(Member member) {
        ObjectNode whole = Json.object()
                .put("@odata.type", "#microsoft.graph.aadUserConversationMember")
                .put("id", membershipId(member));
        if (member.owner()) {
            whole.putArray("roles").add("owner");
        }
        if (world.user(member.user()).guest()) {
            whole.putArray("roles").add("guest");
        }
        ObjectNode user = world.user(member.user()).resource();
        return whole.put("displayName", Json.text(user, "displayName"))
                .put("visibleHistoryStartDateTime", "0001-01-01T00:00:00Z")
                .put("userId", member.user())
                .put("email", Json.text(user, "mail"))
                .put("tenantId", Simulator.TENANT_ID);
    }

    ObjectNode whole(Channel channel) {
        return Json.object()
                .put("id", channel.id())
                .put("createdDateTime", channel.createdAt().toString())
                .put("displayName", channel.displayName())
                .put("description", channel.description())
                .put("email", "")
                .put("tenantId", Simulator.TENANT_ID)
                .put("webUrl", "https://teams.microsoft.com/l/channel/" + channel.id() + "?groupId=" + channel.team())
                .put("membershipType", "standard")
                .put("isArchived", false);
    }

    /** Opaque, as in Graph: nothing about the user can be read from it (graph-contract 5). */
    static String membershipId(Member member) {
        return Base64.getUrlEncoder().encodeToString(digest(member.team() + "|" + member.user()));
    }

    static String channelId(String seed) {
        StringBuilder hex = new StringBuilder();
        byte[] digest = digest(seed);
        for (int i = 0; i < 16; i++) {
            hex.append(String.format(Locale.ROOT, "%02x", digest[i]));
        }
        return "19:" + hex + "@thread.tacv2";
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
