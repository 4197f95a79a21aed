package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which hosts answer too slowly (graph-contract 9.5). The shares of the contract need a base: less than ten answers in ten minutes
 * prove nothing here, which is our choice. Forgotten when the simulator ends.
 */
final class EndpointHealth {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int MIN_ANSWERS = 10;
    private static final double SLOW_SHARE = 0.10;
    private static final double DROP_SHARE = 0.15;

    private final Map<String, Host> hosts = new LinkedHashMap<>();

    /** How a host is treated. */
    enum Mood {
        GOOD,
        SLOW,
        DROPPING
    }

    /** How long one answer took: longer than a first try may, longer than a retry may. */
    record Answer(Instant time, boolean slow, boolean tooSlow) {}

    private static final class Host {
        private final Deque<Answer> answers = new ArrayDeque<>();
        private Mood mood = Mood.GOOD;
        private Instant since = Instant.EPOCH;

        void add(Answer answer) {
            answers.addLast(answer);
            answers.removeIf(old -> old.time().isBefore(answer.time().minus(WINDOW)));
            if (answers.size() < MIN_ANSWERS) {
                return;
            }
            if (mood != Mood.DROPPING && share(Answer::tooSlow, Instant.EPOCH) > DROP_SHARE) {
                turn(Mood.DROPPING, answer.time());
            } else if (mood == Mood.GOOD && share(Answer::slow, Instant.EPOCH) > SLOW_SHARE) {
                turn(Mood.SLOW, answer.time());
            }
        }

        Mood mood(Instant now) {
            if (mood != Mood.GOOD && !now.isBefore(since.plus(WINDOW))) {
                boolean still = mood == Mood.SLOW
                        ? share(Answer::slow, since) > SLOW_SHARE
                        : share(Answer::tooSlow, since) > DROP_SHARE;
                turn(still ? mood : Mood.GOOD, now);
            }
            return mood;
        }

        /** Judged anew from here on. */
        private void turn(Mood next, Instant now) {
            mood = next;
            since = now;
            answers.clear();
        }

        private double share(Predicate<Answer> which, Instant from) {
            long sample = answers.stream()
                    .filter(answer -> !answer.time().isBefore(from))
                    .count();
            long bad = answers.stream()
                    .filter(answer -> !answer.time().isBefore(from))
                    .filter(which)
                    .count();
            return sample == 0 ? 0 : (double) bad / sample;
        }
    }

    void answered(String url, Answer answer) {
        hosts.computeIfAbsent(host(url), key -> new Host()).add(answer);
    }

    Mood mood(String url, Instant now) {
        Host host = hosts.get(host(url));
        return host == null ? Mood.GOOD : host.mood(now);
    }

    ObjectNode json(Instant now) {
        ObjectNode json = Json.object();
        hosts.forEach((name, host) -> json.put(name, host.mood(now).name().toLowerCase(Locale.ROOT)));
        return json;
    }

    void clear() {
        hosts.clear();
    }

    private static String host(String url) {
        return URI.create(url).getRawAuthority();
    }
}
