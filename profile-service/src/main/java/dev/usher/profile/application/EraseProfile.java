package dev.usher.profile.application;

import dev.usher.profile.application.port.Profiles;
import java.util.UUID;

/** Forgets somebody whose account was deleted, for good: no late or repeated message brings the profile back. */
public final class EraseProfile {
    private final Profiles profiles;

    public EraseProfile(Profiles profiles) {
        this.profiles = profiles;
    }

    public void eraseProfile(UUID userId) {
        profiles.erase(userId);
    }
}
