package io.tandem.console;

import io.tandem.deadletter.LetterFilter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where everything stands, in numbers and states: {@code GET /api/status}. */
final class Status {
    private Status() {}

    /** @param mask what the names of callers look like for whoever asks */
    static Map<String, Object> of(OpsServer.Views views, Pulse pulse, UnaryOperator<String> mask) {
        Map<String, Long> lag = pulse.lag();
        Map<String, Long> counts = views.stores().counts();
        Map<String, Long> done = views.tasks().counts();
        Map<String, Object> status = new LinkedHashMap<>();
        boolean caughtUp = lag.values().stream().allMatch(records -> records == 0);
        status.put("converged", caughtUp && unsettled(counts) + unsettled(done) == 0 && isSettled(views.stores()));
        ConsoleParts parts = views.console();
        if (parts != null) {
            status.put("enabled", parts.enabling().state().enabled());
        }
        status.put("stores", counts);
        status.put("tasks", done);
        views.stores().communications().ifPresent(team -> status.put("communications", communications(team.store())));
        status.put(
                "deadLetters",
                views.letters().letters().page(LetterFilter.OPEN, null, 1).total());
        status.put("lag", lag);
        Optional.ofNullable(parts)
                .ifPresent(shown -> status.put("progress", shown.runs().underWay()));
        Optional.ofNullable(parts)
                .map(shown -> shown.drifts().status())
                .ifPresent(drift -> status.put("drift", drift.told(mask)));
        return status;
    }

    private static long unsettled(Map<String, Long> counts) {
        return counts.getOrDefault("working", 0L) + counts.getOrDefault("failed", 0L);
    }

    private static boolean isSettled(StoreViews stores) {
        return stores.communications()
                .map(team -> team.store().state())
                .filter(state -> state.equals("working") || state.equals("failed"))
                .isEmpty();
    }

    private static Map<String, Object> communications(StoreViews.Row team) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("state", team.state());
        row.put("reason", team.reason());
        row.put("teamId", team.teamId());
        row.put("owners", team.owners());
        row.put("members", team.members());
        return row;
    }
}
