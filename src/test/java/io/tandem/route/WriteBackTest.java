package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tandem.deadletter.DeadLetter;
import io.tandem.model.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** The steps of the route in its order, with HQ's answers at hand and a clock that waits take forward. */
class WriteBackTest {
    private static final String TASK = "0b000000-0000-4000-8000-000000000001";
    private static final String OPEN = "{\"@odata.etag\":\"W/1\",\"Status\":\"NotStarted\"}";
    private static final String NO_RIGHT = "{\"error\":{\"message\":\"no right to this entity\"}}";
    private static final TokenCredential CREDENTIAL =
            context -> Mono.just(new AccessToken("token", OffsetDateTime.MAX));

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final StateNow state = new StateNow();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final WriteBack steps = new WriteBack(new HqLogin(() -> CREDENTIAL, "hq"), state, meters, () -> now);

    private record Answer(int status, String body) {}

    @Test
    void putsAsideWhatHqDoesNotLetItLookAtAndGoesOnWithTheNext() {
        answer(6, 403, NO_RIGHT);
        answer(1, 200, OPEN);
        answer(1, 204, "");

        Exchange plan = written(linked());
        Exchange status = written(completed());

        assertThat(letter(plan).cause().toString()).contains("403", "no right to this entity");
        assertThat(errand(status).refused()).isFalse();
        assertThat(outcome("updated")).isOne();
    }

    @Test
    void putsAsideWhatHqDoesNotLetItWriteAndGoesOnWithTheNext() {
        answer(1, 404, "");
        answer(6, 403, NO_RIGHT);
        answer(1, 200, OPEN);
        answer(1, 204, "");

        Exchange plan = written(linked());
        Exchange status = written(completed());

        assertThat(letter(plan).cause().toString()).contains("403", "ChannelPlannerConfigurations");
        assertThat(errand(status).refused()).isFalse();
        assertThat(outcome("updated")).isOne();
    }

    @Test
    void triesOnceOnlyWhatHqDidNotAllowForGoodJustBefore() {
        answer(6, 403, NO_RIGHT);
        written(linked());
        Instant before = now;
        answer(3, 403, NO_RIGHT);

        List<Exchange> next =
                Stream.of(linked(), linked(), linked()).map(this::written).toList();

        assertThat(next).allMatch(exchange -> errand(exchange).refused());
        assertThat(answers).isEmpty();
        assertThat(now).isEqualTo(before);
        assertThat(letter(next.getFirst()).cause().toString()).contains("403", "no right to this entity");
    }

    @Test
    void namesTheRightThatItLacksUntilHqGivesIt() {
        Instant begun = now.plusSeconds(31);
        answer(6, 403, NO_RIGHT);
        answer(1, 404, "");
        answer(6, 403, NO_RIGHT);
        written(linked());
        assertThat(steps.warnings().get("commerce-hq read ChannelPlannerConfigurations"))
                .contains("let Tandem read ChannelPlannerConfigurations", "a role with this right", "since=" + begun);

        written(linked());

        assertThat(steps.warnings()).containsOnlyKeys("commerce-hq create ChannelPlannerConfigurations");
    }

    @Test
    void waitsForHqWhenItFailsOnOneRecordAfterTheOther() {
        answer(18, 500, "{}");
        List<Exchange> first =
                Stream.of(linked(), linked(), linked()).map(this::written).toList();
        answer(50, 500, "{}");
        answer(1, 200, OPEN);
        answer(1, 204, "");

        Exchange status = written(completed());

        assertThat(first).allMatch(exchange -> errand(exchange).refused());
        assertThat(errand(status).refused()).isFalse();
        assertThat(outcome("updated")).isOne();
    }

    /** Else all that is written back would become dead letters while a proxy lets nobody through. */
    @Test
    void waitsForWhoeverStandsBeforeHqAndLetsNobodyThrough() {
        answer(20, 403, "<html>Access denied</html>");
        answer(10, 403, "");
        answer(1, 200, OPEN);
        answer(1, 204, "");

        Exchange status = written(completed());

        assertThat(errand(status).refused()).isFalse();
        assertThat(outcome("updated")).isOne();
        assertThat(steps.warnings()).isEmpty();
    }

    @Test
    void believesInARightAgainSomeMinutesAfterTheLastRefusal() {
        answer(6, 403, NO_RIGHT);
        answer(1, 403, NO_RIGHT);
        written(linked());
        now = now.plus(Duration.ofMinutes(4));
        assertThat(steps.warnings()).isNotEmpty();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(steps.warnings()).isEmpty();
        Exchange next = read(linked());

        step(next);

        assertThat(errand(next).goesOn()).isTrue();
        assertThat(errand(next).notBefore()).isAfter(now);
    }

    @Test
    void tellsOfNoRightThatItDoesWithout() {
        answer(1, 200, OPEN);
        answer(1, 403, NO_RIGHT);
        answer(1, 204, "");

        Exchange status = written(completed().replace("\"status\"", "\"actor\":\"user-1\",\"status\""));

        assertThat(errand(status).refused()).isFalse();
        assertThat(steps.warnings()).isEmpty();
    }

    @Test
    void letsOthersAskWhileOneWaitsThatHqDoesNotAllow() {
        answer(1, 403, NO_RIGHT);
        Exchange plan = read(linked());
        step(plan);
        Exchange other = read(completed());

        steps.hold(errand(other), other);

        assertThat(errand(plan).notBefore()).isAfter(now);
        assertThat(other.getProperty("hqReady", Boolean.class)).isTrue();
        assertThat(steps.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407, 302, 429, 503})
    void holdsAllBackWhileHqDoesNotAnswerTheApplication(int status) {
        answer(1, status, "");
        step(read(linked()));
        Exchange other = read(completed());

        steps.hold(errand(other), other);

        assertThat(other.getProperty("hqReady", Boolean.class)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"401, does not let Tandem in", "503, has no time"})
    void warnsFromTheFirstRefusalUntilHqAnswers(int status, String words) {
        Instant begun = now;
        answer(3, status, "");
        Exchange waiting = read(completed());
        while (!answers.isEmpty()) {
            step(waiting);
        }
        now = now.plus(Duration.ofMinutes(1));
        assertThat(steps.warnings().get("commerce-hq")).contains(words, "status=" + status, "since=" + begun);
        answer(1, 200, OPEN);

        step(waiting);

        assertThat(steps.warnings()).isEmpty();
    }

    @Test
    void keepsWaitingAsLongAsHqAskedOneThoughItAnswersAnother() {
        answer(1, 429, "");
        answer(1, 200, OPEN);
        Exchange one = read(linked());
        Exchange other = read(completed());
        call(one);

        call(other);

        steps.hold(errand(other), other);
        assertThat(other.getProperty("hqReady", Boolean.class)).isFalse();
        assertThat(steps.warnings()).containsKey("commerce-hq");
    }

    @Test
    void asksNothingAfterAWaitInWhichTheStoreGotAnotherPlan() {
        answer(1, 503, "");
        step(read(completed()));
        Exchange waiting = read(linked());
        step(waiting);
        state.plan("000135", "plan-2");

        written(waiting);

        assertThat(errand(waiting).isStale()).isTrue();
        assertThat(errand(waiting).calls()).isZero();
        assertThat(outcome("stale")).isOne();
    }

    @Test
    void judgesAStatusAfterAWaitByWhatIsSoThen() {
        answer(1, 503, "");
        answer(1, 200, OPEN);
        Exchange waiting = read(changed("Completed", "InProgress"));
        step(waiting);
        step(waiting);
        state.status(TASK, TaskStatus.COMPLETED, TaskStatus.NOT_STARTED, TaskStatus.IN_PROGRESS);

        while (!answers.isEmpty()) {
            step(waiting);
        }

        assertThat(errand(waiting).stage()).isInstanceOf(HqStage.Change.class);
    }

    @Test
    void judgesAStatusByWhatIsSoWhenItHasToLookAgain() {
        answer(1, 200, OPEN);
        answer(1, 412, "{}");
        answer(1, 200, OPEN);
        state.status(TASK, TaskStatus.IN_PROGRESS, TaskStatus.NOT_STARTED);
        Exchange old = read(changed("InProgress", "NotStarted"));
        step(old);
        step(old);
        state.status(TASK, TaskStatus.NOT_STARTED, TaskStatus.IN_PROGRESS, TaskStatus.COMPLETED);

        written(old);

        assertThat(errand(old).isStale()).isTrue();
    }

    @Test
    void judgesAStatusByWhatIsSoOnceACallFoundHqAtLast() {
        answer(2, 200, OPEN);
        state.status(TASK, TaskStatus.COMPLETED, TaskStatus.NOT_STARTED);
        Exchange old = read(changed("Completed", "NotStarted"));
        steps.hold(errand(old), old);
        now = now.plus(Duration.ofMinutes(20));
        state.status(TASK, TaskStatus.NOT_STARTED, TaskStatus.COMPLETED);
        call(old);
        assertThat(errand(old).stage()).isInstanceOf(HqStage.Change.class);

        written(old);

        assertThat(errand(old).isStale()).isTrue();
        assertThat(answers).isEmpty();
    }

    @Test
    void goesOnWithASlowHqAsLongAsTheSameIsSo() {
        answer(1, 200, OPEN);
        answer(1, 204, "");
        state.status(TASK, TaskStatus.COMPLETED, TaskStatus.NOT_STARTED);
        Exchange slow = read(changed("Completed", "NotStarted"));
        step(slow);
        now = now.plus(Duration.ofMinutes(1));

        written(slow);

        assertThat(errand(slow).calls()).isEqualTo(2);
        assertThat(outcome("updated")).isOne();
    }

    @ParameterizedTest
    @CsvSource({"Dress the windows,Windows,a", "Windows,windows,b", "Windows,Doors,none"})
    void findsTheTaskOfAListByItsTitleWhenNoneIsCalledLikeItsKey(String first, String second, String found) {
        String task = TASK + "/000135/windows";
        state.status(task, TaskStatus.COMPLETED);
        answer(
                1,
                200,
                "{\"value\":[{\"TaskId\":\"a\",\"Name\":\"%s\"},{\"TaskId\":\"b\",\"Name\":\"%s\"}]}"
                        .formatted(first, second));
        Exchange exchange = read(changed("Completed", "NotStarted").replace(TASK, task));

        step(exchange);

        assertThat(errand(exchange).refused()).isEqualTo(found.equals("none"));
        assertThat(errand(exchange).stage() instanceof HqStage.Look look ? look.path() : "none")
                .contains(found);
    }

    @Test
    void leavesAPosThatWentBackToWhatWasSoBefore() {
        answer(1, 200, OPEN);
        answer(1, 204, "");
        answer(1, 200, OPEN);
        state.status(TASK, TaskStatus.COMPLETED, TaskStatus.NOT_STARTED, TaskStatus.IN_PROGRESS);
        written(changed("InProgress", "NotStarted"));

        Exchange next = written(changed("Completed", "InProgress"));

        assertThat(errand(next).isStale()).isTrue();
    }

    @Test
    void writesWhatFollowsAStatusThatHqRefusedBeforeARestart() {
        state.status(TASK, TaskStatus.COMPLETED, TaskStatus.NOT_STARTED, TaskStatus.IN_PROGRESS);
        answer(1, 200, OPEN);
        answer(1, 204, "");

        Exchange next = written(changed("Completed", "InProgress"));

        assertThat(answers).isEmpty();
        assertThat(errand(next).isStale()).isFalse();
        assertThat(outcome("updated")).isOne();
    }

    @Test
    void retiresNoPlanForOneThatTheStoreHasNoMore() {
        answer(1, 200, "{\"PlanId\":\"plan-1\",\"StoreNumber\":\"000135\",\"State\":\"Active\"}");
        answer(1, 200, "{\"value\":[{\"PlanId\":\"plan-2\",\"StoreNumber\":\"000135\",\"State\":\"Active\"}]}");
        Exchange old = read(linked());
        step(old);
        step(old);
        assertThat(errand(old).stage()).isInstanceOf(HqPlans.Retire.class);
        state.plan("000135", "plan-2");

        written(old);

        assertThat(errand(old).isStale()).isTrue();
    }

    @Test
    void goesOnWhereItWasWhenAWaitChangedNothing() {
        answer(1, 200, OPEN);
        answer(1, 503, "");
        answer(1, 204, "");

        Exchange exchange = written(read(completed()));

        assertThat(answers).isEmpty();
        assertThat(errand(exchange).calls()).isEqualTo(2);
        assertThat(outcome("updated")).isOne();
    }

    private void answer(int times, int status, String body) {
        for (int i = 0; i < times; i++) {
            answers.add(new Answer(status, body));
        }
    }

    private Exchange written(String event) {
        return written(read(event));
    }

    private Exchange written(Exchange exchange) {
        while (errand(exchange).goesOn()) {
            step(exchange);
        }
        return exchange;
    }

    private Exchange read(String event) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(KafkaConstants.TOPIC, "commerce.updates");
        exchange.getMessage().setHeader(KafkaConstants.PARTITION, 0);
        exchange.getMessage().setHeader(KafkaConstants.OFFSET, 0L);
        exchange.getMessage().setBody(event.getBytes(StandardCharsets.UTF_8));
        steps.read(exchange);
        return exchange;
    }

    private void step(Exchange exchange) {
        steps.hold(errand(exchange), exchange);
        now = now.plusMillis(exchange.getProperty("hqPause", Long.class));
        if (exchange.getProperty("hqReady", Boolean.class)) {
            call(exchange);
        }
    }

    private void call(Exchange exchange) {
        steps.ask(errand(exchange), exchange);
        Answer answer = answers.remove();
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        exchange.getMessage().setBody(answer.body());
        steps.record(errand(exchange), exchange);
    }

    private DeadLetter letter(Exchange exchange) {
        steps.letter(errand(exchange), exchange);
        return exchange.getMessage().getBody(DeadLetter.class);
    }

    private static Errand errand(Exchange exchange) {
        return exchange.getProperty("errand", Errand.class);
    }

    private double outcome(String outcome) {
        return meters.counter("tandem.hq.write-backs", "outcome", outcome).count();
    }

    private static String linked() {
        return "{\"type\":\"io.tandem.planner.plan.linked\",\"data\":{\"storeNumber\":\"000135\",\"planId\":\"plan-1\"}}";
    }

    private static String changed(String status, String previous) {
        return "{\"type\":\"io.tandem.planner.task.status.changed\",\"data\":{\"storeNumber\":\"000135\",\"taskId\":\""
                + TASK + "\",\"status\":\"" + status + "\",\"previousStatus\":\"" + previous + "\"}}";
    }

    private static String completed() {
        return "{\"type\":\"io.tandem.planner.task.status.changed\",\"data\":{\"status\":\"Completed\",\"taskId\":\""
                + TASK + "\"}}";
    }
}
