package io.tandem.teams;

import java.util.Collection;
import java.util.List;

/** Which existing teams serve whom, as Commerce and mapping files say. */
public interface Mappings {

    /** {@return every store that Commerce opened by number, and the communications managers last} */
    List<Served> served();

    /**
     * Writes mappings and who imported them, all of it or, when it fails, nothing; a newer word of Commerce on one of them wins.
     */
    void write(Collection<Mapping> mappings, String who);
}
