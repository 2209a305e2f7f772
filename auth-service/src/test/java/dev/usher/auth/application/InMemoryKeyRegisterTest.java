package dev.usher.auth.application;

import dev.usher.auth.application.port.KeyRegister;

class InMemoryKeyRegisterTest extends KeyRegisterContract {
    private final KeyRegister register = new InMemoryKeyRegister();

    @Override
    protected KeyRegister register() {
        return register;
    }
}
