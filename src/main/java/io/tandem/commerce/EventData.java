package io.tandem.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.model.Identity;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.Role;
import io.tandem.model.StoreNumber;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data of an event that satisfies its schema. A field is absent, null or has a value; blank text means null.
 *
 * @param header envelope of the event
 * @param data its data
 */
record EventData(EventHeader header, JsonNode data) {

    StoreNumber store() {
        return store("storeNumber");
    }

    PersonnelNumber worker() {
        return new PersonnelNumber(mandatoryText("personnelNumber"));
    }

    String mandatoryText(String field) {
        return data.required(field).textValue();
    }

    LocalDate mandatoryDay(String field) {
        return LocalDate.parse(mandatoryText(field));
    }

    @Nullable
    LocalDate day(String field) {
        return text(field).map(LocalDate::parse).orElse(null);
    }

    CommerceEvent.StoreDetails aboutStore() {
        return new CommerceEvent.StoreDetails(
                change("name"),
                change("legalEntity"),
                change("operatingUnitNumber"),
                change("channelId"),
                change("timeZone", ZoneId::of),
                address(),
                change("openedOn", LocalDate::parse));
    }

    CommerceEvent.WorkerDetails aboutWorker() {
        return new CommerceEvent.WorkerDetails(
                change("name"), change("email"), change("entraObjectId"), change("userPrincipalName"));
    }

    Identity identity() {
        return new Identity(
                text("entraObjectId").orElse(null), text("userPrincipalName").orElse(null));
    }

    CommerceEvent assigned() {
        return new CommerceEvent.StoreAssigned(
                header, worker(), store(), Role.valueOf(upper("role")), day("effectiveFrom"), day("effectiveTo"));
    }

    CommerceEvent transferred() {
        Role role = text("role").isPresent() ? Role.valueOf(upper("role")) : null;
        return new CommerceEvent.WorkerTransferred(
                header, worker(), store("fromStore"), store("toStore"), role, day("effectiveOn"));
    }

    CommerceEvent mapping() {
        var source = mandatoryText("sourceType").equals("RetailStore")
                ? CommerceEvent.SourceType.RETAIL_STORE
                : CommerceEvent.SourceType.COMMUNICATION;
        return new CommerceEvent.TeamMappingChanged(
                header,
                source,
                mandatoryText("sourceId"),
                text("teamId").map(EventData::lower).orElse(null));
    }

    private StoreNumber store(String field) {
        return new StoreNumber(mandatoryText(field));
    }

    private String upper(String field) {
        return mandatoryText(field).toUpperCase(Locale.ROOT);
    }

    private static String lower(String guid) {
        return guid.toLowerCase(Locale.ROOT);
    }

    Optional<String> text(String field) {
        return text(data, field);
    }

    static Optional<String> text(JsonNode object, String field) {
        return Optional.ofNullable(object.path(field).textValue()).filter(text -> !text.isBlank());
    }

    Change<String> change(String field) {
        return change(field, Function.identity());
    }

    <T> Change<T> change(String field, Function<String, T> reader) {
        if (!data.has(field)) {
            return Change.unchanged();
        }
        return text(field).map(reader).map(Change::to).orElseGet(Change::cleared);
    }

    private Change<CommerceEvent.Address> address() {
        JsonNode address = data.path("address");
        if (address.isMissingNode()) {
            return Change.unchanged();
        }
        return address.isNull() ? Change.cleared() : Change.to(address(address));
    }

    private static CommerceEvent.Address address(JsonNode address) {
        return new CommerceEvent.Address(
                text(address, "street").orElse(null),
                text(address, "city").orElse(null),
                text(address, "state").orElse(null),
                text(address, "postalCode").orElse(null),
                text(address, "country").orElse(null));
    }
}
