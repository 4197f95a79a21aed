package io.tandem.embedded;

import io.tandem.embedded.SampleNames.Name;
import io.tandem.embedded.SampleWorker.Posting;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Finds ordinary workers, with names as they come and an alias that nobody else has. */
final class SampleRecruiting {
    private static final int FIRST_FREE_NUMBER = 206;

    private final SplittableRandom random = new SplittableRandom(1975);
    private final SampleNames names = new SampleNames(SampleTable.read("sample-names.csv"));
    private final Set<String> aliases = new HashSet<>();

    /** Keeps an alias for somebody. */
    void reserve(String alias) {
        if (!aliases.add(alias)) {
            throw new IllegalStateException("alias '" + alias + "' is taken");
        }
    }

    SampleWorker recruit(int ordinal, String entity, List<Posting> postings) {
        Name name = names.pick(entity, random);
        String alias = free(name.alias(random.nextBoolean()));
        reserve(alias);
        return new SampleWorker(
                ordinal,
                SampleCast.sixDigits(FIRST_FREE_NUMBER + ordinal),
                name.display(),
                name.display(),
                alias,
                SamplePlot.ORDINARY,
                SampleLink.usual(SamplePlot.ORDINARY, ordinal),
                entity,
                postings);
    }

    private String free(String alias) {
        return Stream.iterate(1, n -> n + 1)
                .map(n -> n == 1 ? alias : alias + n)
                .filter(each -> !aliases.contains(each))
                .findFirst()
                .orElseThrow();
    }
}
