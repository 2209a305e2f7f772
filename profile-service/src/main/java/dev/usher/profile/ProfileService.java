package dev.usher.profile;

import io.micronaut.runtime.Micronaut;

/** Starts the profile service. */
public final class ProfileService {
    private ProfileService() {}

    public static void main(String[] args) {
        Micronaut.run(ProfileService.class, args);
    }
}
