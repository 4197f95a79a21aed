package io.tandem;

import io.tandem.tasks.FieldOwnership;
import io.tandem.tasks.TaskPolicy;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the settings say about tasks. */
record TaskSettings(Settings settings) {
    private static final String APPLICATION_ID = "tandem.tasks.application-id";
    private static final String OWNERSHIP = "tandem.tasks.ownership";

    /** How old a look may be on which a task is deleted. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** Which stores get a plan. */
    enum Plans {
        /** Each that has a team. */
        EVERY_TEAM,
        /** Each for which Commerce has a task. */
        WITH_TASKS,
        /** None: tasks are left alone. */
        NONE
    }

    Plans plans() {
        return settings.choice("tandem.tasks.plans", Plans.class);
    }

    boolean isOn() {
        return plans() != Plans.NONE;
    }

    int writers() {
        return settings.positive("tandem.tasks.parallel");
    }

    int lookers() {
        return settings.positive("tandem.tasks.looks");
    }

    TaskPolicy policy() {
        return new TaskPolicy(
                settings.text("tandem.tasks.plan-title"),
                settings.text("tandem.tasks.default-bucket"),
                settings.choice("tandem.tasks.canceled", TaskPolicy.Canceled.class),
                applicationId(),
                ownership(),
                new TaskPolicy.Pace(
                        duration("look"),
                        duration("settle"),
                        duration("slack"),
                        FRESH,
                        duration("echo"),
                        duration("recheck"),
                        settings.duration("tandem.work.longest-retry"),
                        duration("busy"),
                        duration("quiet")),
                settings.flag("tandem.tasks.history"));
    }

    private @Nullable String applicationId() {
        String own = settings.optional(APPLICATION_ID);
        return own == null ? settings.optional("tandem.graph.client-id") : own;
    }

    private Duration duration(String name) {
        return settings.duration("tandem.tasks." + name);
    }

    private FieldOwnership ownership() {
        try {
            return FieldOwnership.shipped().with(settings.text(OWNERSHIP));
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(OWNERSHIP + ": " + wrong.getMessage(), wrong);
        }
    }

    /** Throws what is wrong with them. */
    void check() {
        plans();
        writers();
        lookers();
        policy();
        if (isOn() && applicationId() == null) {
            throw new ConfigurationException(
                    "neither " + APPLICATION_ID
                            + " nor tandem.graph.client-id is set, so Tandem would take the tasks that it made"
                            + " for those of people; set " + APPLICATION_ID + " to the application id of its identity",
                    null);
        }
        Stream.of("busy", "quiet", "look").forEach(name -> {
            if (duration(name).isZero()) {
                throw new ConfigurationException("tandem.tasks." + name + " is 0; give a duration such as 15s", null);
            }
        });
    }
}
