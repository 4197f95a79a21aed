package io.tandem;

import io.tandem.console.Foresight;
import io.tandem.console.LetterDesk;
import io.tandem.console.Plans;
import io.tandem.jdbc.Database;
import io.tandem.route.DeadLetterIndex;
import io.tandem.route.DeadLetters;
import io.tandem.route.Replays;
import io.tandem.route.TopicReader;
import java.time.Clock;
import java.util.Set;
import org.apache.camel.main.Main;

/** What dead letters are written, filed and sent again by, and what people work on them with. */
final class LetterParts {
    private final Settings settings;
    private final Database database;
    private final Clock clock;
    private final TopicReader topics;
    private final DeadLetterIndex index;

    LetterParts(Settings settings, Database database, Clock clock) {
        this.settings = settings;
        this.database = database;
        this.clock = clock;
        this.topics = new TopicReader(settings.kafkaClient());
        this.index = new DeadLetterIndex(database.deadLetters(), topics, settings.text("tandem.topics.dead-letters"));
    }

    /** Binds what the routes name. */
    void bind(Main camel, Runnable wake) {
        camel.bind("deadLetters", new DeadLetters(settings.largestRequest()));
        camel.bind("deadLetterIndex", index);
        Replays.Targets targets = new Replays.Targets(
                targets(), wake, settings.duration("tandem.dead-letters.replica-lag"), settings.largestRequest());
        camel.bind("replays", new Replays(database.replays(), database.duties(), topics, targets, clock));
    }

    LetterDesk desk() {
        Plans plans = new Plans(
                new Plans.Sources(database.teamSurvey(), database.people(), settings.teamPolicy(), settings.brake()),
                clock);
        return new LetterDesk(
                database.deadLetters(),
                database.replays(),
                database.activity(),
                new Foresight(database.rehearsal(), plans, settings.text("tandem.topics.commerce-events"), clock),
                targets(),
                index::rebuild);
    }

    /** Where a record may be sent again: a notification lacks its secrets when it lies among the dead letters. */
    private Set<String> targets() {
        return Set.of(settings.text("tandem.topics.commerce-events"), settings.text("tandem.topics.commerce-updates"));
    }
}
