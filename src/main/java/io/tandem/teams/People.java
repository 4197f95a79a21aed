package io.tandem.teams;

import io.tandem.model.Identity;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers what the directory said of people, so that it is asked in bulk and seldom. */
public interface People {

    /** {@return what is remembered of these people} */
    Directory directory(Collection<Identity> identities);

    /**
     * People whom Commerce employs or has linked and of whom nothing is remembered since then; a name whose bearer was found under
     * another identity since counts as never asked about.
     *
     * @param wanted come first
     * @param goodSince answers older than this are asked again for {@code wanted}
     * @param doubtfulSince the same for people who were absent, disabled or without licence
     * @param most how many at the most
     */
    List<Identity> unresolved(Collection<Identity> wanted, Instant goodSince, Instant doubtfulSince, int most);

    /**
     * Forgets who bore these names, as far as that user is known under another identity since: the name was given up, and somebody
     * else may get it.
     *
     * @param names none of them is shown by the directory any more
     * @param others ids of users whom it has just shown under other names
     */
    void forgetBearers(Collection<Identity> names, Collection<String> others);

    /** Asks about these users anew the next time somebody needs them. */
    void doubt(Collection<String> userIds);

    /** Remembers answers; an empty one says that the directory has no such person, and who it was is not forgotten for that. */
    void remember(Map<Identity, Optional<Account>> answers, Instant now);
}
