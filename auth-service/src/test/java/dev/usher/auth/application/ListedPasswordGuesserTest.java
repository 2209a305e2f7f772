package dev.usher.auth.application;

import dev.usher.auth.application.port.PasswordGuesser;

class ListedPasswordGuesserTest extends PasswordGuesserContract {
    private final PasswordGuesser guesser = new ListedPasswordGuesser();

    @Override
    protected PasswordGuesser guesser() {
        return guesser;
    }
}
