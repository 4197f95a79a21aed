package io.tandem.component.graph;

import io.tandem.component.graph.webhook.Notification;
import org.apache.camel.Message;

/** Writes a notification to a message: as its body, and what routes decide by as headers. */
final class NotificationWriter {
    private NotificationWriter() {}

    /** Fills a new message. */
    static void write(Notification notification, boolean clientStateChecked, Message message) {
        message.setBody(notification);
        message.setHeader(
                MicrosoftGraphConstants.SUBSCRIPTION_ID, notification.origin().subscriptionId());
        message.setHeader(
                MicrosoftGraphConstants.TENANT_ID, notification.origin().tenantId());
        message.setHeader(MicrosoftGraphConstants.CLIENT_STATE_CHECKED, clientStateChecked);
        switch (notification) {
            case Notification.Change change -> {
                message.setHeader(MicrosoftGraphConstants.CHANGE_TYPE, change.changeType());
                message.setHeader(MicrosoftGraphConstants.RESOURCE, change.resource());
            }
            case Notification.Lifecycle lifecycle ->
                message.setHeader(MicrosoftGraphConstants.LIFECYCLE_EVENT, lifecycle.event());
        }
    }
}
