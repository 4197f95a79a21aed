package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The users of the tenant with the indexes that look-ups by the thousand need. */
final class People {
    private final Map<String, User> byId = new LinkedHashMap<>();
    private final Map<String, String> byPrincipalName = new LinkedHashMap<>();
    private final Map<String, Set<String>> byEmployeeId = new LinkedHashMap<>();
    private long nextOrdinal = 1;

    /** In the order of creation. */
    Collection<User> all() {
        return byId.values();
    }

    Optional<User> byId(String id) {
        return Optional.ofNullable(byId.get(id.toLowerCase(Locale.ROOT)));
    }

    /** By id or, without regard to case, by user principal name. */
    Optional<User> find(String idOrPrincipalName) {
        String key = idOrPrincipalName.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(byId.getOrDefault(key, byId.get(byPrincipalName.getOrDefault(key, ""))));
    }

    /** Everyone with this employee id; the tenant does not promise that it is unique (graph-contract 7). */
    Stream<User> byEmployeeId(String employeeId) {
        return byEmployeeId.getOrDefault(employeeId.toLowerCase(Locale.ROOT), Set.of()).stream()
                .map(byId::get)
                .filter(Objects::nonNull);
    }

    void put(ObjectNode resource) {
        String key = resource.path("id").asText().toLowerCase(Locale.ROOT);
        User before = byId.get(key);
        unindex(before);
        User user = new User(before == null ? nextOrdinal++ : before.ordinal(), resource);
        byId.put(key, user);
        byPrincipalName.put(user.userPrincipalName().toLowerCase(Locale.ROOT), key);
        String employeeId = user.employeeId();
        if (employeeId != null) {
            byEmployeeId
                    .computeIfAbsent(employeeId.toLowerCase(Locale.ROOT), ignored -> new LinkedHashSet<>(2))
                    .add(key);
        }
    }

    void remove(String id) {
        unindex(byId.remove(id.toLowerCase(Locale.ROOT)));
    }

    private void unindex(@Nullable User user) {
        if (user == null) {
            return;
        }
        byPrincipalName.remove(user.userPrincipalName().toLowerCase(Locale.ROOT));
        String employeeId = user.employeeId();
        if (employeeId != null) {
            byEmployeeId
                    .getOrDefault(employeeId.toLowerCase(Locale.ROOT), new LinkedHashSet<>())
                    .remove(user.id().toLowerCase(Locale.ROOT));
        }
    }
}
