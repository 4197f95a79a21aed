/** Real Kafka and PostgreSQL in this process, and a sample company, for demo, development and tests. */
@NullMarked
package io.tandem.embedded;

import org.jspecify.annotations.NullMarked;
