package io.tandem.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.commerce.CurrentState;
import io.tandem.deadletter.DeadLetter;
import io.tandem.route.HqAnswer.Trouble;
import io.tandem.route.HqStage.Ended;
import io.tandem.route.HqStage.Outcome;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of route {@code commerce-updates}: read a record, then ask HQ and record the answer until nothing is left to ask, put
 * aside what HQ refuses for good, commit. A record that has to wait holds the ones behind it back, so that order holds.
 */
public final class WriteBack {
    private static final String ERRAND = "errand";
    private static final String PAUSE = "hqPause";
    private static final String READY = "hqReady";
    private static final String READ_AT = "hqReadAt";
    private static final Duration SLICE = Duration.ofMillis(500);

    /** What was read longer ago is read again: a call that found no HQ, or no token, is repeated until it does. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(WriteBack.class);

    private final HqMemory memory = new HqMemory();
    private final HqGate gate = new HqGate();

    private final UpdateReader reader;
    private final HqLogin login;
    private final MeterRegistry meters;
    private final InstantSource clock;

    /** Binds the steps to what they work on. */
    public WriteBack(HqLogin login, CurrentState state, MeterRegistry meters, InstantSource clock) {
        this.reader = new UpdateReader(memory, state);
        this.login = login;
        this.meters = meters;
        this.clock = clock;
    }

    /** {@return what keeps HQ from being told anything, or some of it, one sentence by the name of the part; empty while all goes well} */
    public Map<String, String> warnings() {
        Map<String, String> all = new TreeMap<>(gate.warnings());
        all.putAll(memory.rights().warnings(clock.instant()));
        return all;
    }

    /** Reads the record. */
    public void read(Exchange exchange) {
        ReadRecord record = ReadRecord.of(exchange.getMessage());
        Errand errand = Errand.of(record, reader.read(record.value()));
        exchange.setProperty(READ_AT, clock.instant());
        exchange.setProperty(ERRAND, exchange.getContext().isStopping() ? errand.abandoned() : begun(errand));
    }

    /**
     * Says how long to wait before the next look at the clock, and whether HQ may be asked then. Waits are cut short, so that one of an
     * hour does not keep Tandem from ending; then this record and all behind it are left for the next start.
     */
    public void hold(@ExchangeProperty(ERRAND) Errand errand, Exchange exchange) {
        Duration left = left(errand);
        boolean open = left.compareTo(SLICE) <= 0;
        boolean again = open && mayHaveChanged(errand, exchange);
        Errand next = again ? rechecked(errand) : errand;
        if (again) {
            exchange.setProperty(READ_AT, clock.instant());
        }
        exchange.setProperty(PAUSE, open ? left.toMillis() : SLICE.toMillis());
        exchange.setProperty(READY, open && next.goesOn());
        exchange.setProperty(ERRAND, !open && exchange.getContext().isStopping() ? errand.abandoned() : next);
    }

    /** Makes the message the next request, with a token of now. */
    public void ask(@ExchangeProperty(ERRAND) Errand errand, Exchange exchange) {
        HqRequest request = errand.asks().request();
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, request.method());
        message.setHeader(Exchange.HTTP_PATH, request.path());
        message.setHeader(Exchange.HTTP_QUERY, request.query());
        message.setHeader("Accept", "application/json");
        message.setHeader("Authorization", login.bearer());
        if (request.etag() != null) {
            message.setHeader("If-Match", request.etag());
        }
        message.setBody(null);
        if (!request.values().isEmpty()) {
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
            message.setBody(json(request));
        }
    }

    /** Takes the answer in. */
    public void record(@ExchangeProperty(ERRAND) Errand errand, Exchange exchange) {
        Message message = exchange.getMessage();
        HqAnswer answer = HqAnswer.of(
                message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class),
                message.getBody(String.class),
                message.getHeader("Retry-After", String.class),
                clock.instant());
        LOG.debug(
                "Called HQ method={} path={} status={}",
                errand.asks().request().method(),
                errand.asks().request().path(),
                answer.status());
        if (answer.trouble() == Trouble.NONE || answer.trouble() == Trouble.FAILED) {
            gate.answered(clock.instant());
        }
        Errand next = errand.after(answer, memory, clock.instant());
        if (next.isHeldBack()) {
            holdBack(errand, answer, next.notBefore());
        }
        if (next.stage() instanceof Ended end) {
            remember(end.outcome(), errand);
        }
        exchange.setProperty(ERRAND, ended(next));
    }

    /** Makes the message the dead letter of what HQ refused. */
    public void letter(@ExchangeProperty(ERRAND) Errand errand, Exchange exchange) {
        exchange.getMessage().setBody(letter(errand));
    }

    /** Commits what was written; what was passed over goes with the next commit, because commits are limited too. */
    public void commit(@ExchangeProperty(ERRAND) Errand errand) {
        ReadRecord record = errand.record();
        boolean matters = record.last() || errand.calls() > 0 || errand.refused();
        if (record.commit() != null && matters && errand.isDone()) {
            record.commit().commit();
        }
    }

    /**
     * What was read is not read again before each call. But while a record waited, or a call took long, its partition may have gone
     * to another instance that wrote it and what came behind it; somebody wrote what HQ is looked at for once more; and a plan that is
     * retired does not come back by itself.
     */
    private boolean mayHaveChanged(Errand errand, Exchange exchange) {
        boolean waited = Boolean.FALSE.equals(exchange.getProperty(READY, Boolean.class));
        Instant readAt = exchange.getProperty(READ_AT, Instant.class);
        boolean old = readAt.plus(FRESH).isBefore(clock.instant());
        return waited || old || errand.looksAgain() || errand.stage() instanceof HqPlans.Retire;
    }

    private Errand rechecked(Errand errand) {
        Errand next = errand.asReadAgain(reader.read(errand.record().value()));
        return next.goesOn() ? next : begun(next);
    }

    private Errand begun(Errand errand) {
        if (errand.isStale()) {
            LOG.info(
                    "An update came too late, something newer is known origin={}",
                    errand.record().origin());
        }
        return ended(errand);
    }

    private void remember(Outcome outcome, Errand errand) {
        HqWrite write = errand.asks().write();
        switch (outcome) {
            case REFUSED -> memory.rememberRefused(write);
            case STALE -> {
                memory.rememberWritten(write);
                LOG.info(
                        "Commerce HQ has a newer word, which stays about={} origin={}",
                        write.target(),
                        errand.record().origin());
            }
            default -> memory.rememberSaid(write);
        }
    }

    private static DeadLetter letter(Errand errand) {
        return errand.record().letter(Objects.requireNonNull(errand.cause()));
    }

    private void holdBack(Errand errand, HqAnswer answer, Instant until) {
        Trouble trouble = answer.trouble();
        if (trouble == Trouble.DENIED) {
            login.renew();
        }
        if (trouble != Trouble.FAILED) {
            gate.close(answer, clock.instant(), until);
        }
        count(Metric.HQ_WAITS, trouble);
        LOG.warn(
                "HQ has to be asked again reason={} status={} origin={} until={}",
                trouble.name().toLowerCase(Locale.ROOT),
                answer.status(),
                errand.record().origin(),
                until);
    }

    private Duration left(Errand errand) {
        Instant gateOpens = gate.opens();
        Instant until = errand.notBefore().isAfter(gateOpens) ? errand.notBefore() : gateOpens;
        Duration left = Duration.between(clock.instant(), until);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Errand ended(Errand errand) {
        if (errand.stage() instanceof Ended end) {
            count(Metric.HQ_WRITE_BACKS, end.outcome());
        }
        return errand;
    }

    private void count(Metric metric, Enum<?> outcome) {
        metric.counter(meters, outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .increment();
    }

    private static String json(HqRequest request) {
        try {
            return JSON.writeValueAsString(request.values());
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
