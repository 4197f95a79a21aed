/** A stand-in for Microsoft Graph with its own state, port and certificate, strict where Graph is strict. */
@NullMarked
package io.tandem.simulator;

import org.jspecify.annotations.NullMarked;
