package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.application.SessionsContract;
import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.AccountId;
import java.util.List;

class PostgresSessionsTest extends SessionsContract {
    private final AuthApp app = AuthApp.running();
    private final AuthDatabase database = new AuthDatabase(app.database());

    @Override
    protected Accounts accounts() {
        return app.bean(PostgresAccounts.class);
    }

    @Override
    protected Sessions sessions() {
        return app.bean(PostgresSessions.class);
    }

    @Override
    protected void disable(AccountId id) {
        database.disable(id);
    }

    @Override
    protected void delete(AccountId id) {
        database.delete(id);
    }

    @Override
    protected List<String> events(AccountId id) {
        return database.events(id);
    }

    @Override
    protected List<String> cutoffs(AccountId id) {
        return database.cutoffs(id);
    }
}
