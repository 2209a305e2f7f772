package dev.usher.profile.application;

import dev.usher.profile.application.port.Accounts;

class InMemoryAccountsTest extends AccountsContract {
    @Override
    protected Accounts accounts() {
        return known;
    }
}
