package io.tandem.teams;

import io.tandem.model.Identity;
import io.tandem.model.Store;
import io.tandem.model.TeamSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a retailer may choose about teams.
 *
 * @param nameTemplate display name; {@code {name}} and {@code {number}} stand for the store's
 * @param uniqueNamePrefix before the store number, or {@code communications}, it makes the group's {@code uniqueName}; must never change
 * @param fallbackOwner owns teams of stores without a manager, null = such stores get no team
 * @param strangers what becomes of people who were added in Teams by hand
 * @param pace waiting times
 * @param life what becomes of teams of closed stores, and of those that somebody deleted or made public
 * @param communications the team of the communications managers
 */
public record TeamPolicy(
        String nameTemplate,
        String uniqueNamePrefix,
        @Nullable Identity fallbackOwner,
        Strangers strangers,
        Pace pace,
        Life life,
        CommunicationsTeam communications) {
    /** Longest display name of a group (graph-contract 3.1). */
    private static final int LONGEST_NAME = 256;

    private static final int ID_STEM = 8;

    /** The defaults of a team's life, and of the communications managers. */
    public TeamPolicy(
            String nameTemplate,
            String uniqueNamePrefix,
            @Nullable Identity fallbackOwner,
            Strangers strangers,
            Pace pace) {
        this(
                nameTemplate,
                uniqueNamePrefix,
                fallbackOwner,
                strangers,
                pace,
                Life.defaults(),
                CommunicationsTeam.defaults());
    }

    /**
     * The team of the communications managers.
     *
     * @param name its display name
     * @param owners who own it, in no order; nobody = the first who held the role
     */
    public record CommunicationsTeam(String name, List<Identity> owners) {
        /** Copies the owners. */
        public CommunicationsTeam {
            owners = List.copyOf(owners);
        }

        /** {@return named as Commerce names it (R19), owned by the first who held the role} */
        public static CommunicationsTeam defaults() {
            return new CommunicationsTeam("Retail Communication", List.of());
        }
    }

    /**
     * What becomes of teams of closed stores, and of those that somebody deleted or made public.
     *
     * @param archiveAfter days from the first day on which a store is closed to that on which its team is archived
     * @param deleted what is done about a team that was deleted in Teams
     * @param visibility whether a public team is made private
     */
    public record Life(int archiveAfter, Deleted deleted, Profile.Policy visibility) {
        /** Public teams are made private. */
        public Life(int archiveAfter, Deleted deleted) {
            this(archiveAfter, deleted, Profile.Policy.PRIVATE);
        }

        /** {@return the defaults of DESIGN 6} */
        public static Life defaults() {
            return new Life(30, Deleted.REPORT);
        }
    }

    /** What is done about a team that was deleted in Teams. */
    public enum Deleted {
        /** The operator is told, and it is looked for again and again. */
        REPORT,
        /** It is brought back from the deleted groups, where it stays for 30 days (graph-contract 3.3). */
        RESTORE,
        /** Another one is made. */
        REMAKE
    }

    /** What becomes of people in a team of whom Commerce knows nothing there (DESIGN 6). */
    public enum Strangers {
        /** They stay, and nobody is told. */
        KEEP,
        /** They stay, and Commerce and the operator are told. */
        REPORT,
        /** They are put out. */
        REMOVE
    }

    /**
     * Waiting times towards Graph.
     *
     * @param firstPoll from the request of a team to the first look at its operation
     * @param poll between two looks; graph-contract 4.3 asks for more than 30 s
     * @param youngGroupRetry between the first three tries on a group that Teams does not see yet (4.1)
     * @param youngGroup age from which Teams sees a group (4.1: 15 minutes)
     * @param look first wait when a written member cannot be read back; grows with each look
     * @param recheck until a person without a usable account, or one refused by Graph, is tried again
     */
    public record Pace(
            Duration firstPoll,
            Duration poll,
            Duration youngGroupRetry,
            Duration youngGroup,
            Duration look,
            Duration recheck) {
        /** {@return what Microsoft's documentation asks for} */
        public static Pace documented() {
            return new Pace(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(31),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(5),
                    Duration.ofHours(1));
        }
    }

    /** {@return the defaults of DESIGN 6} */
    public static TeamPolicy defaults() {
        return new TeamPolicy("{name}", "tandem-", null, Strangers.REPORT, Pace.documented());
    }

    /** {@return this policy with another fate of strangers} */
    public TeamPolicy with(Strangers other) {
        return new TeamPolicy(nameTemplate, uniqueNamePrefix, fallbackOwner, other, pace, life, communications);
    }

    /** {@return this policy with other waiting times} */
    public TeamPolicy with(Pace other) {
        return new TeamPolicy(nameTemplate, uniqueNamePrefix, fallbackOwner, strangers, other, life, communications);
    }

    /** {@return this policy with another life of teams} */
    public TeamPolicy with(Life other) {
        return new TeamPolicy(nameTemplate, uniqueNamePrefix, fallbackOwner, strangers, pace, other, communications);
    }

    /** {@return this policy with another team of the communications managers} */
    public TeamPolicy with(CommunicationsTeam other) {
        return new TeamPolicy(nameTemplate, uniqueNamePrefix, fallbackOwner, strangers, pace, life, other);
    }

    /** {@return a digest of all that a plan for a team depends on: the same for the same choices, whatever the waiting times} */
    public String digest() {
        try {
            byte[] choices = with(Pace.documented()).toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(choices));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String displayName(Store store) {
        String number = store.number().value();
        String name = nameTemplate
                .replace("{name}", Objects.requireNonNullElse(store.name(), number))
                .replace("{number}", number)
                .strip();
        return name.isEmpty() ? number : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    /** A team that was made in place of a deleted one has another name: the old one stays reserved (graph-contract 15, 22). */
    String uniqueName(TeamSource source, @Nullable String former) {
        String own = uniqueNamePrefix + source;
        return former == null ? own : own + "-" + stem(former);
    }

    /** Enough of an id to tell a source's teams apart. */
    static String stem(String id) {
        return id.substring(0, Math.min(id.length(), ID_STEM));
    }
}
