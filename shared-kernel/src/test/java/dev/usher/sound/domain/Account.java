package dev.usher.sound.domain;

import dev.usher.kernel.value.Ids;
import java.time.Instant;
import java.util.UUID;

public record Account(UUID id, Instant createdAt) {
    public static Account register(Instant now) {
        return new Account(Ids.next(now), now);
    }
}
