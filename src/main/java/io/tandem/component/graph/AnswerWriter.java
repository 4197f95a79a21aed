package io.tandem.component.graph;

import io.tandem.component.graph.client.GraphAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Writes an answer to a message: as its body, and what routes decide by as headers. */
final class AnswerWriter {
    private static final List<String> OUT = List.of(
            MicrosoftGraphConstants.STATUS,
            MicrosoftGraphConstants.ERROR_CODE,
            MicrosoftGraphConstants.REQUEST_ID,
            MicrosoftGraphConstants.RETRY_AFTER,
            MicrosoftGraphConstants.LOCATION,
            MicrosoftGraphConstants.ETAG);

    private AnswerWriter() {}

    /** Replaces the body, and whatever an earlier answer left in the headers. */
    static void write(GraphAnswer answer, Message message) {
        OUT.forEach(message::removeHeader);
        message.setBody(answer);
        switch (answer) {
            case GraphAnswer.Success success -> success(success, message);
            case GraphAnswer.Throttled throttled -> {
                kind("throttled", throttled.requestId(), message);
                retryAfter(throttled.retryAfter(), message);
            }
            case GraphAnswer.Rejected rejected -> {
                kind("rejected", rejected.requestId(), message);
                message.setHeader(MicrosoftGraphConstants.STATUS, rejected.status());
                message.setHeader(MicrosoftGraphConstants.ERROR_CODE, rejected.code());
            }
            case GraphAnswer.Unavailable unavailable -> {
                kind("unavailable", "", message);
                retryAfter(unavailable.retryAfter(), message);
            }
        }
    }

    /** Writes the answers to a batch; of the headers, those that a batch as a whole can have. */
    static void writeAll(List<?> answers, Message message) {
        OUT.forEach(message::removeHeader);
        message.setBody(answers);
        boolean well = answers.stream().allMatch(GraphAnswer.Success.class::isInstance);
        kind(well ? "success" : "mixed", "", message);
        retryAfter(
                answers.stream()
                        .flatMap(answer -> pause(answer).stream())
                        .max(Duration::compareTo)
                        .orElse(null),
                message);
    }

    private static Optional<Duration> pause(Object answer) {
        return switch (answer) {
            case GraphAnswer.Throttled throttled -> Optional.of(throttled.retryAfter());
            case GraphAnswer.Unavailable unavailable -> Optional.ofNullable(unavailable.retryAfter());
            default -> Optional.empty();
        };
    }

    private static void success(GraphAnswer.Success success, Message message) {
        kind("success", success.requestId(), message);
        message.setHeader(MicrosoftGraphConstants.STATUS, success.status());
        success.header("location").ifPresent(link -> message.setHeader(MicrosoftGraphConstants.LOCATION, link));
        success.header("etag").ifPresent(etag -> message.setHeader(MicrosoftGraphConstants.ETAG, etag));
    }

    private static void kind(String kind, String requestId, Message message) {
        message.setHeader(MicrosoftGraphConstants.ANSWER, kind);
        if (!requestId.isEmpty()) {
            message.setHeader(MicrosoftGraphConstants.REQUEST_ID, requestId);
        }
    }

    private static void retryAfter(@Nullable Duration pause, Message message) {
        if (pause != null) {
            message.setHeader(MicrosoftGraphConstants.RETRY_AFTER, pause.toMillis());
        }
    }
}
