package dev.usher.catalog.rbac.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Services and the people who edit them, always the same. */
public final class TestServices {
    public static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");
    public static final UUID ADA = UUID.fromString("01957000-0000-7000-8000-00000000000a");
    public static final UUID BOB = UUID.fromString("01957000-0000-7000-8000-00000000000b");

    private TestServices() {}

    /** A new service of Ada's. */
    public static Service service(String name, @Nullable String description) {
        return service(name, description, NOW);
    }

    public static Service service(String name, @Nullable String description, Instant now) {
        return Service.of(ServiceText.of(name, description), ADA, now);
    }

    public static ServiceText.Edit rename(String name) {
        return ServiceText.Edit.of(new Wish.Become<>(name), new Wish.Keep<>());
    }

    public static ServiceText.Edit describe(@Nullable String description) {
        return ServiceText.Edit.of(new Wish.Keep<>(), new Wish.Become<>(description));
    }

    public static ServiceText.Edit nothing() {
        return ServiceText.Edit.of(new Wish.Keep<>(), new Wish.Keep<>());
    }
}
