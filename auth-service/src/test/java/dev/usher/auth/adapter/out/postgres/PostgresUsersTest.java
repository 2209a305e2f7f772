package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.application.UsersContract;
import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Users;
import dev.usher.auth.domain.AccountId;

class PostgresUsersTest extends UsersContract {
    private final AuthApp app = AuthApp.running();

    @Override
    protected Accounts accounts() {
        return app.bean(PostgresAccounts.class);
    }

    @Override
    protected Users users() {
        return app.bean(PostgresUsers.class);
    }

    @Override
    protected void disable(AccountId id) {
        new AuthDatabase(app.database()).disable(id);
    }
}
