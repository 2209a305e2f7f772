package dev.usher.profile.application;

import dev.usher.profile.application.port.Profiles;
import dev.usher.profile.domain.Account;
import dev.usher.profile.domain.Profile;
import java.time.Clock;

/** Makes the profile of an account, once: a repeated, late or lost message never overwrites what stands. */
public final class CreateProfile {
    private final Profiles profiles;
    private final Clock clock;

    public CreateProfile(Profiles profiles, Clock clock) {
        this.profiles = profiles;
        this.clock = clock;
    }

    public void createProfile(Account account) {
        profiles.addIfAbsent(Profile.of(account, clock.instant()));
    }
}
