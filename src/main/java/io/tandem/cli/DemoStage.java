package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tandem.Settings;
import io.tandem.Tandem;
import io.tandem.cli.Aftermath.Outcome;
import io.tandem.cli.Aftermath.Picture;
import io.tandem.component.graph.client.TrustedAuthorities;
import io.tandem.simulator.hq.HqSimulator;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where the people of the demo act once all is in step, and where one waits for what comes of it. */
record DemoStage(Tandem tandem, Settings settings, HqSimulator hq, Progress progress) {
    private static final String BUSY = "tandem.tasks.busy";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(700);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * Lets people act, and waits until what they did has arrived, and so long that an echo would have come too.
     *
     * @param people the accounts of the sample
     * @return what came of it; null when there was nothing to do or to tell
     */
    @Nullable
    Picture perform(DeedBook book, List<String> people) throws IOException, InterruptedException {
        if (book.isClosed()) {
            progress.step("People did their part when this data folder was new; now nobody changes anything");
            return null;
        }
        if (book.isEmpty()) {
            book.choose(new DemoScript(names(people), Instant.now()).of(tandem));
        }
        if (book.isEmpty()) {
            progress.step("Too few stores have a plan with tasks; so nobody changes anything");
            return null;
        }
        HttpClient.Builder builder = HttpClient.newBuilder().sslContext(TrustedAuthorities.with(hq.caFile()));
        try (HttpClient http = builder.build()) {
            return perform(book, http);
        }
    }

    private Picture perform(DeedBook book, HttpClient http) throws IOException, InterruptedException {
        Headquarters headquarters = new Headquarters(hq, http);
        try (StorePeople cast = new StorePeople(http, settings, headquarters);
                UpdatesReader reader = new UpdatesReader(settings)) {
            cast.act(book);
            progress.step("People have done " + book.deeds().size()
                    + " things in Planner, in Teams and at the point of sale; Planner is looked at every "
                    + settings.text(BUSY));
            return await(new Aftermath(tandem, headquarters, cast, reader, book.deeds()));
        }
    }

    private Picture await(Aftermath aftermath) throws InterruptedException {
        AtomicReference<Long> told = new AtomicReference<>(-1L);
        boolean complete = Lookout.until(() -> isComplete(aftermath.look(), told), BETWEEN_LOOKS, PATIENCE);
        if (complete) {
            Duration echo = settings.duration(BUSY).multipliedBy(3);
            progress.step("All of it has arrived; an echo would come within " + echo.toSeconds() + " s");
            Lookout.until(() -> false, BETWEEN_LOOKS, echo);
        }
        return aftermath.look();
    }

    private boolean isComplete(Picture picture, AtomicReference<Long> told) {
        long arrived = picture.outcomes().stream().filter(Outcome::arrived).count();
        if (told.getAndSet(arrived) != arrived && !picture.isComplete()) {
            progress.step(arrived + " of " + picture.outcomes().size() + " have arrived");
        }
        return picture.isComplete();
    }

    private static Map<String, String> names(List<String> people) throws IOException {
        Map<String, String> names = new HashMap<>();
        for (String line : people) {
            JsonNode user = JSON.readTree(line);
            names.put(user.path("id").asText(), user.path("displayName").asText());
        }
        return names;
    }
}
