/** Message translators between Commerce and the model: events are read, turned into facts, and facts into desired state. */
@NullMarked
package io.tandem.commerce;

import org.jspecify.annotations.NullMarked;
