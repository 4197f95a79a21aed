package io.tandem.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** People from JSON Lines of Graph user resources; those who are already there are brought up to date. */
final class DirectoryFile {
    private static final int BATCH = 1000;
    private static final BodyCheck CHECK = new BodyCheck(Schema.graph(), "Request_BadRequest", Users.WRITABLE);

    private final Path file;
    private final Ledger ledger;

    DirectoryFile(Path file, Ledger ledger) {
        this.file = file;
        this.ledger = ledger;
    }

    void load() {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            List<Change> batch = new ArrayList<>();
            int number = 0;
            for (@Nullable String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    changed(number, line).ifPresent(user -> batch.add(new Change.UserPut(user)));
                }
                if (batch.size() == BATCH) {
                    ledger.commit(batch);
                    batch.clear();
                }
            }
            ledger.commit(batch);
        } catch (IOException e) {
            throw new SimulatorException("The directory file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Optional<ObjectNode> changed(int number, String line) {
        try {
            JsonNode body = Json.MAPPER.readTree(line);
            CHECK.check("user", body);
            People people = ledger.tenant().people();
            ObjectNode user = Users.complete(people, (ObjectNode) body);
            boolean same = people.byId(user.path("id").asText())
                    .filter(known -> known.resource().equals(user))
                    .isPresent();
            return same ? Optional.empty() : Optional.of(user);
        } catch (JsonProcessingException e) {
            throw bad(number, "is no JSON object: " + e.getOriginalMessage(), e);
        } catch (GraphError e) {
            throw bad(number, "is no user: " + e.getMessage(), e);
        }
    }

    private SimulatorException bad(int number, String reason, Exception cause) {
        return new SimulatorException("Line " + number + " of the directory file " + file + " " + reason, cause);
    }
}
