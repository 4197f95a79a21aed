/** Dead letters: what failed, why, and where it came from, so that it can be replayed. */
@NullMarked
package io.tandem.deadletter;

import org.jspecify.annotations.NullMarked;
