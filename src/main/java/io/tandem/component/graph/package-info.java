/** The Camel component {@code microsoft-graph}: any Microsoft Graph resource as an endpoint, its answers as values. */
@NullMarked
package io.tandem.component.graph;

import org.jspecify.annotations.NullMarked;
