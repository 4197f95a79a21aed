/** The commands of the launcher {@code ./tandem}. */
@NullMarked
package io.tandem.cli;

import org.jspecify.annotations.NullMarked;
