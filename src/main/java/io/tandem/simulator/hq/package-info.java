/** A stand-in of Commerce HQ: the few OData entities of Finance and Operations that Tandem writes. */
@NullMarked
package io.tandem.simulator.hq;

import org.jspecify.annotations.NullMarked;
