package io.tandem.teams;

import java.util.List;
import java.util.Map;

/** One thing to do about a team: at most one Graph call, safe to repeat after a look. */
public sealed interface Step {

    /** {@return what it does, for people} */
    String sentence();

    /** Looks for the group by its unique name (graph-contract 3.2). */
    record FindGroup(String uniqueName) implements Step {
        @Override
        public String sentence() {
            return "look for group " + uniqueName;
        }
    }

    /** Looks at the existing team that Commerce names for the store. */
    record FindMappedTeam(String teamId) implements Step {
        @Override
        public String sentence() {
            return "look at mapped team " + teamId;
        }
    }

    /**
     * Makes the group if it is still missing (graph-contract 3.2).
     *
     * @param uniqueName the idempotency key
     * @param people role of those who fit into the call: 20 relationships, an owner takes two
     */
    record CreateGroup(String uniqueName, String name, String mailNickname, Map<String, TeamRole> people)
            implements Step {
        /** Copies the people. */
        public CreateGroup {
            people = Map.copyOf(people);
        }

        @Override
        public String sentence() {
            return "create group " + uniqueName + " \"" + name + "\" with " + people.size() + " people";
        }
    }

    /** Asks Teams to make a team of the group (graph-contract 4.1 c). */
    record CreateTeam(String groupId) implements Step {
        @Override
        public String sentence() {
            return "create the team of the group";
        }
    }

    /** Looks how far the operation is (graph-contract 4.3). */
    record AwaitTeam(String operation) implements Step {
        @Override
        public String sentence() {
            return "wait until the team is ready";
        }
    }

    /** Reads the team's members. */
    record ReadRoster(String teamId) implements Step {
        @Override
        public String sentence() {
            return "read the roster";
        }
    }

    /** Gives the team its name. */
    record RenameTeam(String teamId, String name) implements Step {
        @Override
        public String sentence() {
            return "rename the team to \"" + name + "\"";
        }
    }

    /**
     * Adds people in one call (graph-contract 5).
     *
     * @param people role by user id, at most 200
     */
    record AddMembers(String teamId, Map<String, TeamRole> people) implements Step {
        /** Most people in a call. */
        static final int MOST = 200;

        /** Copies the people. */
        public AddMembers {
            people = Map.copyOf(people);
        }

        @Override
        public String sentence() {
            long owners =
                    people.values().stream().filter(TeamRole.OWNER::equals).count();
            return "add " + owners + " owners and " + (people.size() - owners) + " members";
        }
    }

    /** Makes a member an owner or an owner a member. */
    record ChangeRole(String teamId, String userId, String membershipId, TeamRole role) implements Step {
        @Override
        public String sentence() {
            return (role == TeamRole.OWNER ? "make owner: user " : "make plain member: user ") + userId;
        }
    }

    /**
     * Removes people in one call (graph-contract 5).
     *
     * @param userIds at most 20
     */
    record RemoveMembers(String teamId, List<String> userIds) implements Step {
        /** Most people in a call. */
        static final int MOST = 20;

        /** Copies the ids. */
        public RemoveMembers {
            userIds = List.copyOf(userIds);
        }

        @Override
        public String sentence() {
            return "remove " + userIds.size() + " people: " + String.join(", ", userIds);
        }
    }
}
