package dev.usher.auth;

import io.micronaut.runtime.Micronaut;

/** Starts the auth service. */
public final class AuthService {
    private AuthService() {}

    public static void main(String[] args) {
        Micronaut.run(AuthService.class, args);
    }
}
