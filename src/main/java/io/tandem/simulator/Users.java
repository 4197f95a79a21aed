package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** The rules of user resources, the same for callers and for the directory file. */
final class Users {
    static final List<String> DEFAULTS = List.of(
            "businessPhones",
            "displayName",
            "givenName",
            "jobTitle",
            "mail",
            "mobilePhone",
            "officeLocation",
            "preferredLanguage",
            "surname",
            "userPrincipalName",
            "id");
    /** Written by Microsoft 365 in real life; a simulator needs another way in. */
    static final Set<String> WRITABLE =
            Set.of("id", "assignedPlans", "assignedLicenses", "provisionedPlans", "createdDateTime", "proxyAddresses");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int MAX_EMPLOYEE_ID = 16;

    private Users() {}

    /** A checked body made complete: an id from the principal name when there is none, account enabled, a mail address. */
    static ObjectNode complete(People people, ObjectNode body) {
        String principalName = Json.text(body, "userPrincipalName");
        if (principalName == null || !principalName.contains("@")) {
            throw required("userPrincipalName");
        }
        if (Json.text(body, "displayName") == null) {
            throw required("displayName");
        }
        ObjectNode user = clean(body);
        if (!user.has("id")) {
            String id = people.find(principalName)
                    .map(User::id)
                    .orElseGet(() -> UUID.nameUUIDFromBytes(principalName.getBytes(StandardCharsets.UTF_8))
                            .toString());
            user.put("id", id);
        }
        if (!user.has("accountEnabled")) {
            user.put("accountEnabled", true);
        }
        if (!user.has("mail")) {
            user.put("mail", principalName);
        }
        check(people, user);
        return user;
    }

    /** The resource after a checked PATCH body. */
    static ObjectNode patched(People people, User user, ObjectNode body) {
        ObjectNode resource = user.resource().setAll(clean(body));
        resource.put("id", user.id());
        check(people, resource);
        return resource;
    }

    private static ObjectNode clean(ObjectNode body) {
        ObjectNode user = body.deepCopy();
        user.remove("passwordProfile");
        user.remove(user.properties().stream()
                .map(field -> field.getKey())
                .filter(name -> name.contains("@"))
                .toList());
        return user;
    }

    private static void check(People people, ObjectNode user) {
        String id = user.path("id").asText();
        String principalName = user.path("userPrincipalName").asText();
        if (!ID.matcher(id).matches()) {
            throw GraphError.directory("Invalid value specified for property 'id' of resource 'User'.");
        }
        if (user.path("employeeId").asText().length() > MAX_EMPLOYEE_ID) {
            throw GraphError.directory(
                    "Invalid value specified for property 'employeeId' of resource 'User': at most 16 characters.");
        }
        Optional<User> holder = people.find(principalName);
        if (holder.isPresent() && !holder.get().id().equals(id)) {
            throw GraphError.directory(
                            "Another object with the same value for property userPrincipalName already exists.")
                    .withDetail("ObjectConflict", "userPrincipalName");
        }
    }

    /** Reads a property of a user for a filter, from the fields when it can. */
    static JsonNode property(User user, String name) {
        return switch (name) {
            case "id" -> Json.MAPPER.getNodeFactory().textNode(user.id());
            case "userPrincipalName" -> Json.MAPPER.getNodeFactory().textNode(user.userPrincipalName());
            case "accountEnabled" -> Json.MAPPER.getNodeFactory().booleanNode(user.enabled());
            default -> user.resource().path(name);
        };
    }

    private static GraphError required(String property) {
        return GraphError.directory("A value is required for property '" + property + "' of resource 'User'.");
    }
}
