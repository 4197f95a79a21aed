/** A Microsoft Graph client of its own: one call in, one answer as a value out; usable without Camel. */
@NullMarked
package io.tandem.component.graph.client;

import org.jspecify.annotations.NullMarked;
