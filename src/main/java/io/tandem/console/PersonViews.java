package io.tandem.console;

import io.tandem.commerce.Fact;
import io.tandem.model.Identity;
import io.tandem.model.PersonnelNumber;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** People as Commerce and the directory know them. */
public interface PersonViews {

    /** {@return people whose number begins so or whose name or addresses contain the text, whatever the case} */
    List<Hit> find(String text, int most);

    /** {@return people whose number begins so} */
    List<Hit> numbered(String text, int most);

    /** {@return all that Commerce said of a worker, none when it never spoke of one} */
    Collection<Fact> facts(PersonnelNumber number);

    /** {@return what the directory said, empty when it was never asked about this person} */
    Optional<Answer> answer(Identity identity);

    /** {@return in whose teams the user is, or is meant to be: numbers of stores, and {@code communications}} */
    List<String> teams(String userId);

    /** Somebody found. */
    record Hit(String number, String name) {}

    /**
     * What the directory said.
     *
     * @param userId object id, null when it never had such a person
     * @param missing whether it has no such person by now
     * @param licensed whether Teams may be used
     * @param askedAt when
     */
    record Answer(@Nullable String userId, boolean missing, boolean enabled, boolean licensed, Instant askedAt) {}
}
