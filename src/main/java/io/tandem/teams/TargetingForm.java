package io.tandem.teams;

import io.tandem.model.Store;
import io.tandem.teams.TargetingSheet.NameColumn;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a targeting hierarchy is written.
 *
 * @param column name of the first column
 * @param leaveOut whether stores without a team are left out, and regions without a store that is left
 * @param attributes columns that tell stores apart, so that a list can be published to some of them
 * @param buckets names of the buckets of Planner that are made with published tasks, and never go away again
 */
public record TargetingForm(NameColumn column, boolean leaveOut, List<Attribute> attributes, List<String> buckets) {
    /** Copies the lists. */
    public TargetingForm {
        attributes = attributes.stream().distinct().toList();
        buckets = List.copyOf(buckets);
    }

    /** {@return all stores under {@code DisplayName}, without attributes and buckets} */
    public static TargetingForm plain() {
        return new TargetingForm(NameColumn.DISPLAY_NAME, false, List.of(), List.of());
    }

    /** {@return the same, with stores left out that have no team, or not} */
    public TargetingForm leavingOut(boolean wanted) {
        return new TargetingForm(column, wanted, attributes, buckets);
    }

    /** What Commerce knows of a store that Teams can choose stores by. */
    public enum Attribute {
        /** The company. */
        LEGAL_ENTITY("Legal entity", Store.Place::legalEntity),
        /** The country of the address. */
        COUNTRY("Country", Store.Place::country),
        /** The state of the address. */
        STATE("State", Store.Place::state),
        /** The city of the address. */
        CITY("City", Store.Place::city);

        private final String word;

        @SuppressWarnings("ImmutableEnumChecker") // a method without state
        private final Function<Store.Place, @Nullable String> value;

        Attribute(String word, Function<Store.Place, @Nullable String> value) {
            this.word = word;
            this.value = value;
        }

        /** {@return the name of its column} */
        public String word() {
            return word;
        }

        String of(Store.Place place) {
            String known = value.apply(place);
            return known == null ? "" : known;
        }
    }
}
