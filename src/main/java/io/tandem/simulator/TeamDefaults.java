package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The settings of a team nobody has touched. */
final class TeamDefaults {
    private TeamDefaults() {}

    static ObjectNode settings() {
        ObjectNode settings = Json.object();
        settings.putObject("memberSettings")
                .put("allowCreateUpdateChannels", true)
                .put("allowCreatePrivateChannels", true)
                .put("allowDeleteChannels", true)
                .put("allowAddRemoveApps", true)
                .put("allowCreateUpdateRemoveTabs", true)
                .put("allowCreateUpdateRemoveConnectors", true);
        settings.putObject("guestSettings")
                .put("allowCreateUpdateChannels", false)
                .put("allowDeleteChannels", false);
        settings.putObject("messagingSettings")
                .put("allowUserEditMessages", true)
                .put("allowUserDeleteMessages", true)
                .put("allowOwnerDeleteMessages", true)
                .put("allowTeamMentions", true)
                .put("allowChannelMentions", true);
        settings.putObject("funSettings")
                .put("allowGiphy", true)
                .put("giphyContentRating", "moderate")
                .put("allowStickersAndMemes", true)
                .put("allowCustomMemes", true);
        return settings;
    }
}
