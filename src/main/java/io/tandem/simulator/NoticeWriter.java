package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/**
 * Writes the items of graph-contract 9.5, 9.7 and 9.8 with the oddities that were seen there: a number for the id of a team, two names
 * of its type, a slash before the id of a decrypted member, local times.
 *
 * @param world the state as it is after the change
 */
record NoticeWriter(World world) {
    private static final ZoneOffset ODD = ZoneOffset.ofHours(-8);
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSxxx").withZone(ODD);

    /** Where a thing is and what it is called. */
    private record Place(String path, String type, String id) {}

    /** An item about a change, with the resource sealed in when the subscriber wants it. */
    ObjectNode change(Subscription subscription, Happening happening) {
        Place place = place(happening);
        ObjectNode item =
                frame(subscription).put("changeType", happening.type().word()).put("resource", place.path());
        item.putObject("resourceData")
                .put("@odata.type", "#Microsoft.Graph." + place.type())
                .put("@odata.id", place.path())
                .put("id", place.id());
        if (subscription.rich()) {
            ObjectNode properties = subscription.properties();
            item.set(
                    "encryptedContent",
                    Seal.with(properties.path("encryptionCertificate").asText())
                            .close(
                                    data(happening),
                                    properties.path("encryptionCertificateId").asText()));
        }
        return item;
    }

    /** An item that asks for renewal or reauthorization. */
    ObjectNode reauthorizationRequired(Subscription subscription) {
        return frame(subscription).put("lifecycleEvent", "reauthorizationRequired");
    }

    /** An item that somebody else's subscription left at the same URL. */
    ObjectNode stranger() {
        String team = World.newId();
        ObjectNode item = Json.object()
                .put("subscriptionId", World.newId())
                .put("subscriptionExpirationDateTime", "2099-01-01T00:00:00Z")
                .put("tenantId", World.newId())
                .put("clientState", "not yours")
                .put("changeType", "updated")
                .put("resource", "teams('" + team + "')");
        item.putObject("resourceData")
                .put("@odata.type", "#Microsoft.Graph.Team")
                .put("@odata.id", "teams('" + team + "')")
                .put("id", "1");
        return item;
    }

    private static ObjectNode frame(Subscription subscription) {
        Instant expires = subscription.expiresAt();
        return Json.object()
                .put("subscriptionId", subscription.id())
                .put(
                        "subscriptionExpirationDateTime",
                        subscription.resource().ofTeams() ? LOCAL.format(expires) : expires.toString())
                .put("clientState", Json.text(subscription.properties(), "clientState"))
                .put("tenantId", Simulator.TENANT_ID);
    }

    private Place place(Happening happening) {
        String team = "teams('" + happening.id() + "')";
        return switch (happening.thing()) {
            case TEAM ->
                new Place(
                        team,
                        world.random().nextBoolean() ? "Team" : "Teams",
                        Long.toString(happening.from().toEpochMilli()));
            case MEMBER -> {
                String id = TeamView.membershipId(member(happening));
                yield new Place(team + "/members('" + id + "')", "aadUserConversationMember", id);
            }
            case CHANNEL, CHANNEL_MEMBER -> {
                String id = Objects.requireNonNull(happening.part());
                yield new Place(team + "/channels('" + id + "')", "Channel", id);
            }
            case GROUP, GROUP_MEMBERS, GROUP_OWNERS -> new Place("Groups/" + happening.id(), "Group", happening.id());
            case USER -> new Place("Users/" + happening.id(), "User", happening.id());
        };
    }

    /** The resource as it is; what is gone has no more than its id. */
    private ObjectNode data(Happening happening) {
        TeamView view = new TeamView(world);
        Tenant tenant = world.tenant();
        boolean gone = happening.type() == ChangeType.DELETED;
        return switch (happening.thing()) {
            case MEMBER -> {
                Member member = member(happening);
                ObjectNode whole = gone ? Json.object() : view.whole(member);
                whole.withArray("roles");
                yield whole.put("id", "/" + TeamView.membershipId(member));
            }
            case CHANNEL ->
                tenant.channels(happening.id()).stream()
                        .filter(channel -> channel.id().equals(happening.part()))
                        .map(view::whole)
                        .findFirst()
                        .orElseThrow();
            default ->
                gone
                        ? Json.object().put("id", happening.id())
                        : view.whole(tenant.team(happening.id()).orElseThrow(), happening.from());
        };
    }

    private Member member(Happening happening) {
        String user = Objects.requireNonNull(happening.part());
        Member known = world.tenant().roster(happening.id()).get(user);
        return known == null ? new Member(happening.id(), user, false, happening.from()) : known;
    }
}
