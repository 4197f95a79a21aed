/** PostgreSQL adapters of the ports; the only SQL of the product. */
@NullMarked
package io.tandem.jdbc;

import org.jspecify.annotations.NullMarked;
