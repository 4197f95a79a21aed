package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.RunningTandem;
import io.tandem.Sandbox;
import org.junit.jupiter.api.Test;

/** The bench of the console leaves no page and no answer out. */
@BesideOthers
class ConsoleBenchAddressesIT {
    @Test
    void knowsWhatToAskForAtEachPath() {
        try (RunningTandem tandem = RunningTandem.in(Sandbox.create(1))) {
            assertThat(ConsoleBenchAddresses.forms(tandem.tandem().opsPaths()))
                    .contains("/", "/stores/{store}", "/api/runs/{run}")
                    .noneMatch(form -> form.contains("/:"));
        }
    }
}
