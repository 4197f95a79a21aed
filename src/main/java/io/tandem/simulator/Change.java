package io.tandem.simulator;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One change of the tenant's state: the only way the state moves, and one element of a journal line. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Change.UserPut.class, name = "user"),
    @JsonSubTypes.Type(value = Change.UserGone.class, name = "userGone"),
    @JsonSubTypes.Type(value = Change.GroupPut.class, name = "group"),
    @JsonSubTypes.Type(value = Change.GroupPurged.class, name = "groupPurged"),
    @JsonSubTypes.Type(value = Change.Linked.class, name = "linked"),
    @JsonSubTypes.Type(value = Change.Unlinked.class, name = "unlinked"),
    @JsonSubTypes.Type(value = Change.TeamPut.class, name = "team"),
    @JsonSubTypes.Type(value = Change.MemberPut.class, name = "member"),
    @JsonSubTypes.Type(value = Change.MemberGone.class, name = "memberGone"),
    @JsonSubTypes.Type(value = Change.ChannelPut.class, name = "channel"),
    @JsonSubTypes.Type(value = Change.OperationPut.class, name = "operation"),
    @JsonSubTypes.Type(value = Change.PlannerPut.class, name = "planner"),
    @JsonSubTypes.Type(value = Change.PlannerGone.class, name = "plannerGone"),
    @JsonSubTypes.Type(value = Change.PlannerHappened.class, name = "plannerEvent"),
    @JsonSubTypes.Type(value = Change.PlannerCounted.class, name = "plannerSeq"),
    @JsonSubTypes.Type(value = Change.Audited.class, name = "audit"),
    @JsonSubTypes.Type(value = Change.SubscriptionPut.class, name = "subscription"),
    @JsonSubTypes.Type(value = Change.SubscriptionGone.class, name = "subscriptionGone"),
    @JsonSubTypes.Type(value = Change.NoticePut.class, name = "notice"),
    @JsonSubTypes.Type(value = Change.NoticeGone.class, name = "noticeGone"),
    @JsonSubTypes.Type(value = Change.KeyMade.class, name = "key"),
    @JsonSubTypes.Type(value = Change.Paced.class, name = "pace")
})
sealed interface Change {

    /** A user is new or different. */
    record UserPut(ObjectNode user) implements Change {}

    /** A user is gone for good, from all teams and groups too. */
    record UserGone(String id) implements Change {}

    /** A group is new or different; with {@code deletedAt} its team is gone. */
    record GroupPut(Group group) implements Change {}

    /** A soft-deleted group has reached the end of its 30 days. */
    record GroupPurged(String id) implements Change {}

    /** Users became owners or members of a group. */
    record Linked(String group, Relation relation, List<String> users) implements Change {}

    /** Users are no longer owners or members of a group. */
    record Unlinked(String group, Relation relation, List<String> users) implements Change {}

    /** A team is new or different. */
    record TeamPut(Team team) implements Change {}

    /** A membership is new or different. */
    record MemberPut(Member member) implements Change {}

    /** A membership is gone. */
    record MemberGone(String team, String user) implements Change {}

    /** A channel is new. */
    record ChannelPut(Channel channel) implements Change {}

    /** A long-running operation was accepted. */
    record OperationPut(Operation operation) implements Change {}

    /** A plan, bucket, task or the details of one is new or different. */
    record PlannerPut(PlannerObject object) implements Change {}

    /** A plan is gone with all in it, a task with its details, or a bucket. */
    record PlannerGone(PlannerObject.Kind kind, String id) implements Change {}

    /** Something happened to a task. */
    record PlannerHappened(PlannerEvent event) implements Change {}

    /** How many events of tasks there were when the journal was compacted. */
    record PlannerCounted(long lastSeq) implements Change {}

    /** What the audit knew when the journal was compacted. */
    record Audited(
            Map<String, Integer> minOwners,
            Map<String, Set<String>> sharedNames,
            Map<String, Set<String>> sharedUniqueNames)
            implements Change {}

    /** A change of what {@link NotificationState} holds. */
    sealed interface Notification extends Change {}

    /** A subscription is new or different. */
    record SubscriptionPut(Subscription subscription) implements Notification {}

    /** A subscription is gone, and what it still would have sent. */
    record SubscriptionGone(String id) implements Notification {}

    /** A notification waits, or waits again. */
    record NoticePut(Notice notice) implements Notification {}

    /** A notification was delivered or given up. */
    record NoticeGone(long number) implements Notification {}

    /** The key that signs validation tokens was replaced. */
    record KeyMade(String id, String key) implements Notification {}

    /** Time passes differently for notifications. */
    record Paced(Pace pace) implements Notification {}

    /** The two relations of a group to users. */
    enum Relation {
        OWNERS,
        MEMBERS;

        String navigation() {
            return this == OWNERS ? "owners" : "members";
        }
    }
}
