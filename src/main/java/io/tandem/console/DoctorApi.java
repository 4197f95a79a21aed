package io.tandem.console;

import io.tandem.console.Caller.Role;
import io.tandem.console.Diagnosis.Severity;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Whether all is as it must be: {@code GET /api/doctor}.
 *
 * @param answer answers with a body
 */
record DoctorApi(Doctor doctor, BiConsumer<RoutingContext, Object> answer) {

    /** A finding with the check that made it. */
    record Found(String severity, String code, String sentence, String remedy) {}

    /** A check and what it found; nothing = all is well. */
    record Row(String check, List<Found> findings) {}

    void addTo(Router router) {
        router.get("/api/doctor").blockingHandler(this::examine, false);
    }

    private void examine(RoutingContext context) {
        boolean whole = Caller.of(context).may(Role.OPERATOR);
        List<Doctor.Result> results = doctor.examine();
        Map<String, Object> body = new LinkedHashMap<>();
        for (Severity severity : Severity.values()) {
            body.put(
                    word(severity),
                    results.stream()
                            .flatMap(result -> result.found().stream())
                            .filter(one -> one.severity() == severity)
                            .count());
        }
        body.put("value", results.stream().map(result -> row(result, whole)).toList());
        answer.accept(context, body);
    }

    private static Row row(Doctor.Result result, boolean whole) {
        return new Row(
                result.check(),
                result.found().stream()
                        .map(one -> new Found(
                                word(one.severity()),
                                one.code(),
                                whole ? one.sentence() : Mask.text(one.sentence()),
                                one.remedy()))
                        .toList());
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
