package io.tandem.commerce;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tandem.commerce.CommerceEvent.Address;
import io.tandem.commerce.CommerceEvent.SourceType;
import io.tandem.commerce.CommerceEvent.StoreDetails;
import io.tandem.commerce.CommerceEvent.WorkerDetails;
import io.tandem.model.Identity;
import io.tandem.model.Role;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes an event apart into the facts that it tells. */
final class Facts {
    private Facts() {}

    /** {@return the facts, at most one a register; none when the event tells nothing that Tandem keeps} */
    static List<Fact> of(CommerceEvent event) {
        FactSheet sheet = sheet(event);
        switch (event) {
            case CommerceEvent.StoreOpened opened -> opened(sheet, opened);
            case CommerceEvent.StoreUpdated updated -> details(sheet, updated.details());
            case CommerceEvent.StoreClosed closed -> closed(sheet, closed);
            case CommerceEvent.WorkerHired hired -> hired(sheet, hired);
            case CommerceEvent.WorkerUpdated updated -> updated(sheet, updated);
            case CommerceEvent.WorkerTerminated terminated -> terminated(sheet, terminated);
            case CommerceEvent.IdentityLinked linked -> identity(sheet, linked.identity());
            case CommerceEvent.IdentityUnlinked unlinked -> identity(sheet, Identity.none());
            case CommerceEvent.StoreAssigned assigned -> assigned(sheet, assigned);
            case CommerceEvent.StoreUnassigned unassigned -> unassigned(sheet, unassigned);
            case CommerceEvent.WorkerTransferred transferred -> transferred(sheet, transferred);
            case CommerceEvent.RoleGranted granted -> role(sheet, granted.role(), true);
            case CommerceEvent.RoleRevoked revoked -> role(sheet, revoked.role(), false);
            case CommerceEvent.TeamMappingChanged mapping -> mapping(sheet, mapping);
            case CommerceEvent.HierarchyPublished published ->
                sheet.add("", FactFields.PUBLISHED, HierarchyData.json(published));
            case TaskEvent.TaskListStarted started -> TaskFacts.list(sheet, started);
            case TaskEvent.OfTask task -> TaskFacts.task(sheet, task);
        }
        return sheet.facts();
    }

    private static void opened(FactSheet sheet, CommerceEvent.StoreOpened event) {
        details(sheet, event.details());
        sheet.text(FactFields.CLOSED_ON, null);
    }

    private static void closed(FactSheet sheet, CommerceEvent.StoreClosed event) {
        sheet.text(FactFields.CLOSED_ON, orAtOnce(event.closedOn(), event));
    }

    private static void details(FactSheet sheet, StoreDetails details) {
        sheet.change(FactFields.NAME, details.name());
        sheet.change(FactFields.LEGAL_ENTITY, details.legalEntity());
        sheet.change(FactFields.OPERATING_UNIT_NUMBER, details.operatingUnitNumber());
        sheet.change(FactFields.CHANNEL_ID, details.channelId());
        sheet.change(FactFields.TIME_ZONE, details.timeZone());
        sheet.change(FactFields.ADDRESS, details.address(), Facts::json);
        sheet.change(FactFields.OPENED_ON, details.openedOn());
    }

    private static void hired(FactSheet sheet, CommerceEvent.WorkerHired event) {
        details(sheet, event.details());
        sheet.flag(FactFields.HIRED + event.header().legalEntity() + "/" + event.employmentStart(), true);
    }

    private static void updated(FactSheet sheet, CommerceEvent.WorkerUpdated event) {
        details(sheet, event.details());
        if (event.employmentStart() != null) {
            sheet.text(FactFields.RESTARTED + event.header().legalEntity(), event.employmentStart());
        }
    }

    private static void terminated(FactSheet sheet, CommerceEvent.WorkerTerminated event) {
        sheet.flag(FactFields.TERMINATED + event.header().legalEntity() + "/" + event.employmentEnd(), true);
    }

    private static void details(FactSheet sheet, WorkerDetails details) {
        sheet.change(FactFields.NAME, details.name());
        sheet.change(FactFields.EMAIL, details.email());
        sheet.change(FactFields.OBJECT_ID, details.entraObjectId());
        sheet.change(FactFields.PRINCIPAL_NAME, details.userPrincipalName());
    }

    /** An identity is replaced as a whole: half of an old one may be somebody else's. */
    private static void identity(FactSheet sheet, Identity identity) {
        sheet.text(FactFields.OBJECT_ID, identity.objectId());
        sheet.text(FactFields.PRINCIPAL_NAME, identity.userPrincipalName());
    }

    private static void assigned(FactSheet sheet, CommerceEvent.StoreAssigned event) {
        var value = json(orAtOnce(event.from(), event), event.to()).put("role", lower(event.role()));
        sheet.add(Subjects.of(event.store()), FactFields.ASSIGNED + orEmpty(event.from()), value);
    }

    private static void unassigned(FactSheet sheet, CommerceEvent.StoreUnassigned event) {
        sheet.add(Subjects.of(event.store()), FactFields.UNASSIGNED + orAtOnce(event.on(), event), FactSheet.object());
    }

    private static void transferred(FactSheet sheet, CommerceEvent.WorkerTransferred event) {
        LocalDate day = orAtOnce(event.on(), event);
        sheet.add(Subjects.of(event.fromStore()), FactFields.UNASSIGNED + day, FactSheet.object());
        ObjectNode value = json(day, null);
        String field = FactFields.ASSIGNED + orEmpty(event.on());
        if (event.role() != null) {
            sheet.add(Subjects.of(event.toStore()), field, value.put("role", lower(event.role())));
            return;
        }
        // A register of its own: an arrival must not wipe out the role that a later way back asks for.
        value.put("roleOf", event.fromStore().value());
        sheet.add(Subjects.of(event.toStore()), field + "/" + event.fromStore(), value);
    }

    /** The role ties whoever holds it, or held it, to the communications team. */
    private static void role(FactSheet sheet, String role, boolean holds) {
        sheet.add(Subjects.COMMUNICATIONS, FactFields.ROLE + role, BooleanNode.valueOf(holds));
    }

    private static void mapping(FactSheet sheet, CommerceEvent.TeamMappingChanged event) {
        String store = event.sourceType() == SourceType.RETAIL_STORE ? event.about() : "";
        sheet.add(store, FactFields.TEAM_ID, event.teamId() == null ? null : TextNode.valueOf(event.teamId()));
    }

    private static FactSheet sheet(CommerceEvent event) {
        Stamp stamp = event.header().stamp();
        return switch (event) {
            case CommerceEvent.TeamMappingChanged mapping ->
                new FactSheet(Subjects.of(mapping.sourceType(), mapping.sourceId()), stamp);
            case CommerceEvent.HierarchyPublished published -> new FactSheet(published.about(), stamp);
            case TaskEvent.TaskListStarted started -> new FactSheet(Subjects.LIST + started.process(), stamp);
            case TaskEvent.OfTask task -> new FactSheet(Subjects.of(task.task()), task.about(), stamp);
            case CommerceEvent.OfStore store -> new FactSheet(store.about(), stamp);
            case CommerceEvent.OfWorker worker -> new FactSheet(worker.about(), stamp);
        };
    }

    private static LocalDate orAtOnce(@Nullable LocalDate day, CommerceEvent event) {
        return day == null ? event.header().stamp().atOnce() : day;
    }

    private static String orEmpty(@Nullable LocalDate day) {
        return Objects.toString(day, "");
    }

    private static String lower(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode json(LocalDate from, @Nullable LocalDate to) {
        return FactSheet.object().put("from", from.toString()).put("to", to == null ? null : to.toString());
    }

    private static ObjectNode json(Address address) {
        return FactSheet.object()
                .put("street", address.street())
                .put("city", address.city())
                .put("state", address.state())
                .put("postalCode", address.postalCode())
                .put("country", address.country());
    }
}
