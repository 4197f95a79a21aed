package io.tandem.route;

import io.tandem.route.HqAnswer.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Rights in HQ that Tandem lacks as far as is known. A refusal may pass, so it is not believed at once; but when one was final, the
 * next records that need the same right are tried once only, or each of them would hold up all behind it. Used by many threads.
 */
final class HqRights {
    /** So long after the last refusal HQ is given the benefit of the doubt again. */
    private static final Duration BELIEVED = Duration.ofMinutes(5);

    private final Map<Right, Missing> missing = new ConcurrentHashMap<>();

    /**
     * What HQ gives rights to.
     *
     * @param verb what Tandem wants to do
     * @param set the entity set
     */
    private record Right(String verb, String set) {
        static Right neededFor(HqRequest request) {
            String verb = switch (request.method()) {
                case "GET" -> "read";
                case "POST" -> "create";
                default -> "update";
            };
            return new Right(verb, request.set());
        }

        String sentence(Missing since) {
            return "Commerce HQ does not let Tandem " + verb + " " + set
                    + ", and what needs that becomes a dead letter; give its user a"
                    + " role with this right, then replay since=" + since.since();
        }
    }

    /** Since when a right was refused for good, and when it was last. */
    private record Missing(Instant since, Instant last) {
        boolean isBelieved(Instant now) {
            return now.isBefore(last.plus(BELIEVED));
        }

        Missing refusedAgain(Instant now) {
            return new Missing(isBelieved(now) ? since : now, now);
        }
    }

    /** {@return whether this is the refusal of a right of which is known that it is missing} */
    boolean isKnown(HqRequest request, HqAnswer answer, Instant now) {
        Missing known = missing.get(Right.neededFor(request));
        return answer.isForbidden() && known != null && known.isBelieved(now);
    }

    /** HQ gave its last answer to a request. What it does not work on tells nothing of rights. */
    void answered(HqRequest request, HqAnswer answer, Instant now) {
        Right right = Right.neededFor(request);
        if (answer.isForbidden()) {
            missing.merge(right, new Missing(now, now), (before, one) -> before.refusedAgain(now));
        } else if (answer.trouble() == Trouble.NONE) {
            missing.remove(right);
        }
    }

    /** {@return what each missing right keeps Tandem from, by the name of the part} */
    Map<String, String> warnings(Instant now) {
        return missing.entrySet().stream()
                .filter(entry -> entry.getValue().isBelieved(now))
                .collect(Collectors.toMap(
                        entry -> "commerce-hq " + entry.getKey().verb() + " "
                                + entry.getKey().set(),
                        entry -> entry.getKey().sentence(entry.getValue())));
    }
}
