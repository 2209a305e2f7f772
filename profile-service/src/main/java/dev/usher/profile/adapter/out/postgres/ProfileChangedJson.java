package dev.usher.profile.adapter.out.postgres;

import dev.usher.kernel.event.Event;
import dev.usher.profile.domain.Profile;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What {@code profile:changed} carries; pinned by its schema and a sample, so that a change of it is a decision. */
record ProfileChangedJson(
        UUID userId,
        String firstName,
        String lastName,
        @Nullable String locale,
        long version) {
    private static final String TYPE = "profile:changed";
    private static final String SOURCE = "/profile-service";
    private static final String SCHEMA = "urn:usher:schema:profile-changed:1";

    /** The event that tells of the profile as it has become. */
    static Event event(Profile profile) {
        var data = profile.data();
        return Event.of(
                TYPE,
                SOURCE,
                profile.userId().toString(),
                profile.audit().updatedAt(),
                SCHEMA,
                new ProfileChangedJson(
                        profile.userId(), data.firstName(), data.lastName(), data.locale(), profile.version()));
    }
}
