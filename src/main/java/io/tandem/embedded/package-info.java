/** Brings real Kafka and PostgreSQL servers, and a sample company, along for trying and testing Tandem on one machine. */
@NullMarked
package io.tandem.embedded;

import org.jspecify.annotations.NullMarked;
