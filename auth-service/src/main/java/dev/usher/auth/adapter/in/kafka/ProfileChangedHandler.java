package dev.usher.auth.adapter.in.kafka;

import dev.usher.auth.application.FollowProfile;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PersonName;
import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.EventHandler;
import dev.usher.kernel.event.Unreadable;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people change in their profile shows in {@code /v1/me} and in later mails. */
@Singleton
final class ProfileChangedHandler implements EventHandler {
    private final FollowProfile followProfile;

    ProfileChangedHandler(FollowProfile followProfile) {
        this.followProfile = followProfile;
    }

    record ProfileChanged(
            @Nullable UUID userId,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String locale,
            @Nullable Long version) {}

    @Override
    public Set<String> types() {
        return Set.of("profile:changed");
    }

    @Override
    public void handle(Event event) throws Unreadable {
        var change = event.data(ProfileChanged.class);
        if (change.userId() == null || change.version() == null) {
            throw new Unreadable("user_id and version are required");
        }
        followProfile.follow(
                new AccountId(change.userId()),
                PersonName.of(change.firstName(), change.lastName()),
                Optional.ofNullable(change.locale()).map(LanguageTag::of),
                change.version());
    }
}
