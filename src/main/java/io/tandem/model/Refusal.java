package io.tandem.model;

/**
 * How Microsoft Graph refused a call.
 *
 * @param status HTTP status
 * @param code Graph's most specific error code, may be empty (graph-contract 1.3)
 * @param requestId names the call to Microsoft's support
 */
public record Refusal(int status, String code, String requestId) {}
