package dev.usher.profile.domain;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People and their profiles, always the same. */
public final class TestProfiles {
    public static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");
    public static final UUID ADA = UUID.fromString("01957000-0000-7000-8000-00000000000a");
    public static final UUID BOB = UUID.fromString("01957000-0000-7000-8000-00000000000b");

    private TestProfiles() {}

    public static Account ada() {
        return Account.of(ADA, "Ada@example.com", "Ada", "Lovelace", "en-GB");
    }

    public static Account bob() {
        return Account.of(BOB, "bob@example.com", "Bob", "Builder", null);
    }

    public static Profile profileOfAda() {
        return Profile.of(ada(), NOW);
    }

    public static ProfileEdit set(ProfileField field, @Nullable String value) {
        var wish = new EnumMap<ProfileField, @Nullable String>(ProfileField.class);
        wish.put(field, value);
        return ProfileEdit.of(wish);
    }

    public static ProfileEdit nothing() {
        return ProfileEdit.of(Map.of());
    }
}
