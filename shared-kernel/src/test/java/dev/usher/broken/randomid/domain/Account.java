package dev.usher.broken.randomid.domain;

import java.util.UUID;

public record Account(UUID id) {
    public static Account register() {
        return new Account(UUID.randomUUID());
    }
}
