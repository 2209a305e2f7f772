package dev.usher.notification.domain;

import java.util.UUID;

/** The event that asked for a mail. One event asks for at most one mail of a {@link Kind}. */
public record Origin(String source, UUID id) {}
