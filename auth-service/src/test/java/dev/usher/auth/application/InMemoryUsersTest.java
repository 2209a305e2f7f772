package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Users;
import dev.usher.auth.domain.AccountId;

class InMemoryUsersTest extends UsersContract {
    private final InMemoryAccounts store = new InMemoryAccounts();

    @Override
    protected Accounts accounts() {
        return store;
    }

    @Override
    protected Users users() {
        return store;
    }

    @Override
    protected void disable(AccountId id) {
        store.disable(id);
    }
}
