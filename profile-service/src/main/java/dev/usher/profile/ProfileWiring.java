package dev.usher.profile;

import dev.usher.profile.application.CreateProfile;
import dev.usher.profile.application.EditProfile;
import dev.usher.profile.application.EraseProfile;
import dev.usher.profile.application.ManageAvatar;
import dev.usher.profile.application.ReadProfile;
import dev.usher.profile.application.port.Accounts;
import dev.usher.profile.application.port.Profiles;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The composition root: every use case and what it stands on. */
@Factory
final class ProfileWiring {
    @Singleton
    CreateProfile createProfile(Profiles profiles, Clock clock) {
        return new CreateProfile(profiles, clock);
    }

    @Singleton
    EraseProfile eraseProfile(Profiles profiles) {
        return new EraseProfile(profiles);
    }

    @Singleton
    ReadProfile readProfile(Profiles profiles, Accounts accounts, CreateProfile create) {
        return new ReadProfile(profiles, accounts, create);
    }

    @Singleton
    EditProfile editProfile(Profiles profiles, ReadProfile read, Clock clock) {
        return new EditProfile(profiles, read, clock);
    }

    @Singleton
    ManageAvatar manageAvatar(Profiles profiles, ReadProfile read, Clock clock) {
        return new ManageAvatar(profiles, read, clock);
    }
}
