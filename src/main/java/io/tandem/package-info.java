/** The application: reads the configuration, binds the beans that the routes name, and starts Camel. */
@NullMarked
package io.tandem;

import org.jspecify.annotations.NullMarked;
