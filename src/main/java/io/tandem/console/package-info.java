/** The ops side: REST API, health, metrics, and later the web console. */
@NullMarked
package io.tandem.console;

import org.jspecify.annotations.NullMarked;
