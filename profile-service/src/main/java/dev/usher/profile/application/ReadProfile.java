package dev.usher.profile.application;

import dev.usher.profile.application.port.Accounts;
import dev.usher.profile.application.port.Profiles;
import dev.usher.profile.domain.Profile;
import dev.usher.profile.domain.Secret;
import java.util.UUID;

/** Reads the caller's own profile, also in the moment after sign-up when the event has not arrived yet. */
public final class ReadProfile {
    /** What became of it. */
    public sealed interface Result {
        record Found(Profile profile) implements Result {}

        /** There was no profile yet, and the account behind the token is no longer there to make it of. */
        record TokenRefused() implements Result {}
    }

    private final Profiles profiles;
    private final Accounts accounts;
    private final CreateProfile create;

    public ReadProfile(Profiles profiles, Accounts accounts, CreateProfile create) {
        this.profiles = profiles;
        this.accounts = accounts;
        this.create = create;
    }

    public Result readProfile(UUID caller, Secret token) {
        var known = profiles.find(caller);
        if (known.isPresent()) {
            return new Result.Found(known.get());
        }
        accounts.own(caller, token).ifPresent(create::createProfile);
        // Read back: the event may have been faster, and then its profile is the one that stands.
        return profiles.find(caller).<Result>map(Result.Found::new).orElseGet(Result.TokenRefused::new);
    }
}
