package io.tandem.teams;

/**
 * A team that is there in Microsoft Teams, whoever made it.
 *
 * @param id object id
 * @param name display name
 * @param mailNickname part of its address before the at sign, empty while unknown
 */
public record ExistingTeam(String id, String name, String mailNickname) {}
