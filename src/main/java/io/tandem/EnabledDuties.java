package io.tandem;

import io.tandem.model.Duties;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Duties that consist in calls to Microsoft Graph: while Tandem is disabled nobody has them. */
record EnabledDuties(Duties duties, BooleanSupplier enabled) implements Duties {
    @Override
    public boolean take(String duty, Duration hold) {
        return enabled.getAsBoolean() && duties.take(duty, hold);
    }

    @Override
    public void lay(String duty) {
        duties.lay(duty);
    }
}
