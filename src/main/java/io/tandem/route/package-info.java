/** Beans and processors that the routes call: small steps between Camel and the pure packages. */
@NullMarked
package io.tandem.route;

import org.jspecify.annotations.NullMarked;
