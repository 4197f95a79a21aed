/** Change notifications of Microsoft Graph: read, checked, decrypted and subscribed to; usable without camel-webhook. */
@NullMarked
package io.tandem.component.graph.webhook;

import org.jspecify.annotations.NullMarked;
