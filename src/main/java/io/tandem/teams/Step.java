package io.tandem.teams;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One thing to do about a team: at most one Graph call, safe to repeat after a look. */
public sealed interface Step {

    /** {@return what it does, for people} */
    String sentence();

    /** {@return whether it changes a property of the team itself, which an archived one refuses} */
    default boolean changesProperty() {
        return this instanceof RenameTeam || this instanceof MakePrivate;
    }

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

    /** Looks whether a team that was there before is there again. */
    record FindGone(String teamId) implements Step {
        @Override
        public String sentence() {
            return "look whether team " + teamId + " is there again";
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
        /** Keeps the order of the people. */
        public CreateGroup {
            people = Collections.unmodifiableMap(new LinkedHashMap<>(people));
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

    /**
     * Looks how far the operation is (graph-contract 4.3).
     *
     * @param operation path of the operation, or of the team when nobody knows the operation
     */
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

    /** Reads the team's own properties: name, visibility, and whether it is archived. */
    record ReadTeam(String teamId) implements Step {
        @Override
        public String sentence() {
            return "read the properties of the team";
        }
    }

    /**
     * Archives the team, or takes it out of the archive (graph-contract 4.4).
     *
     * @param archived what it becomes
     */
    record ArchiveTeam(String teamId, boolean archived) implements Step {
        @Override
        public String sentence() {
            return archived ? "archive the team" : "take the team out of the archive";
        }
    }

    /**
     * Looks whether the team is archived by now, or is no more.
     *
     * @param operation path of the operation, or of the team when nobody knows the operation
     * @param archived what it becomes
     */
    record AwaitArchive(String operation, boolean archived) implements Step {
        @Override
        public String sentence() {
            return "wait until the team is " + (archived ? "archived" : "out of the archive");
        }
    }

    /** Brings a deleted group back, with its team. */
    record RestoreGroup(String groupId) implements Step {
        @Override
        public String sentence() {
            return "restore deleted group " + groupId;
        }
    }

    /** Looks whether a group is among the deleted ones. */
    record FindDeleted(String groupId) implements Step {
        @Override
        public String sentence() {
            return "look for " + groupId + " among the deleted groups";
        }
    }

    /** Gives the team its name. */
    record RenameTeam(String teamId, String name) implements Step {
        @Override
        public String sentence() {
            return "rename the team to \"" + name + "\"";
        }
    }

    /** Makes a public team private. */
    record MakePrivate(String teamId) implements Step {
        @Override
        public String sentence() {
            return "make the team private, for it is public";
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

        /** Keeps the order of the people. */
        public AddMembers {
            people = Collections.unmodifiableMap(new LinkedHashMap<>(people));
        }

        /** As many calls as these people need, owners first. */
        static List<Step> of(String teamId, Map<String, TeamRole> people) {
            List<Entry<String, TeamRole>> ordered = people.entrySet().stream()
                    .sorted(Entry.<String, TeamRole>comparingByValue().thenComparing(Entry.comparingByKey()))
                    .toList();
            return chunks(ordered, MOST)
                    .<Step>map(some -> {
                        Map<String, TeamRole> call = new LinkedHashMap<>();
                        some.forEach(person -> call.put(person.getKey(), person.getValue()));
                        return new AddMembers(teamId, call);
                    })
                    .toList();
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

        /** As many calls as these people need. */
        static List<Step> of(String teamId, List<String> userIds) {
            return chunks(userIds, MOST)
                    .<Step>map(some -> new RemoveMembers(teamId, some))
                    .toList();
        }

        @Override
        public String sentence() {
            return "remove " + userIds.size() + " people: " + String.join(", ", userIds);
        }
    }

    private static <T> Stream<List<T>> chunks(List<T> all, int most) {
        return IntStream.range(0, (all.size() + most - 1) / most)
                .mapToObj(chunk -> all.subList(chunk * most, Math.min(all.size(), (chunk + 1) * most)));
    }
}
