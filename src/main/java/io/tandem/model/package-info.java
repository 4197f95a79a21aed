/** The nouns of the product: stores, workers, assignments, keys, and the verdict on a key. */
@NullMarked
package io.tandem.model;

import org.jspecify.annotations.NullMarked;
