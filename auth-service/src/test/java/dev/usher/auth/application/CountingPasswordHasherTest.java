package dev.usher.auth.application;

import dev.usher.auth.application.port.PasswordHasher;

class CountingPasswordHasherTest extends PasswordHasherContract {
    private final PasswordHasher hasher = new CountingPasswordHasher();

    @Override
    protected PasswordHasher hasher() {
        return hasher;
    }
}
