package io.tandem.console;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tandem.console.Caller.Role;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what is asked for, and says what is wrong with it. */
final class Requests {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final int MOST = 1000;

    private Requests() {}

    /** Answers what the handler objects to. */
    static Handler<RoutingContext> checked(Handler<RoutingContext> handler) {
        return context -> {
            try {
                handler.handle(context);
            } catch (IllegalArgumentException wrong) {
                new Problem(400, "Bad Request", String.valueOf(wrong.getMessage())).answer(context);
            }
        };
    }

    /** No text of PostgreSQL has such a character, and nobody means it. */
    static void refuseNul(RoutingContext context) {
        if (context.request().uri().contains("%00")) {
            new Problem(400, "Bad Request", "%00 in an address stands for nothing; leave it out").answer(context);
        } else {
            context.next();
        }
    }

    /** Lets nobody but operators do it. */
    static Handler<RoutingContext> operated(Handler<RoutingContext> handler) {
        return checked(context -> {
            if (Caller.of(context).may(Role.OPERATOR)) {
                handler.handle(context);
            } else {
                new Problem(
                                403,
                                "Forbidden",
                                "'" + Caller.of(context).name() + "' may look, but this takes the role operator")
                        .answer(context);
            }
        });
    }

    static <T> T parameter(RoutingContext context, String name, Function<String, T> reader, T absent) {
        String text = context.request().getParam(name);
        return text == null || text.isEmpty() ? absent : reader.apply(text);
    }

    static int limit(RoutingContext context, int absent) {
        return parameter(
                context,
                "limit",
                text -> {
                    long limit = NUMBER.matcher(text).matches() ? Long.parseLong(text) : 0;
                    if (limit < 1 || limit > MOST) {
                        throw new IllegalArgumentException(
                                "limit=" + text + " is not a whole number from 1 to " + MOST);
                    }
                    return (int) limit;
                },
                absent);
    }

    static @Nullable Long after(RoutingContext context) {
        String text = context.request().getParam("after");
        return text == null || text.isEmpty() ? null : (Long) number("after", text);
    }

    static long number(String name, @Nullable String text) {
        if (text == null || !NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(name + "=" + text + " is not a whole number");
        }
        return Long.parseLong(text);
    }

    /** The object that was sent; a field that nobody knows may be a wish that would not be granted. */
    static JsonNode body(RoutingContext context, Set<String> fields) {
        Buffer sent = context.body().buffer();
        try {
            JsonNode body = JSON.readTree(sent == null ? new byte[0] : sent.getBytes());
            if (!body.isObject()) {
                throw new IllegalArgumentException("send a JSON object");
            }
            return known(body, fields);
        } catch (IOException noJson) {
            throw new IllegalArgumentException("send a JSON object", noJson);
        }
    }

    static JsonNode known(JsonNode object, Set<String> fields) {
        object.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                throw new IllegalArgumentException(
                        "there is no field '" + name + "'; use " + String.join(", ", new TreeSet<>(fields)));
            }
        });
        return object;
    }
}
