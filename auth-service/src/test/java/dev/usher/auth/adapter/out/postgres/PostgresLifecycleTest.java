package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.application.LifecycleContract;
import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Lifecycle;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.AccountId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** With a database of its own, for it ends every super-admin. */
class PostgresLifecycleTest extends LifecycleContract {
    private static AuthApp app;
    private static AuthDatabase database;

    @BeforeAll
    static void start() {
        app = AuthApp.start(Map.of());
        database = new AuthDatabase(app.database());
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Override
    protected Accounts accounts() {
        return app.bean(PostgresAccounts.class);
    }

    @Override
    protected Sessions sessions() {
        return app.bean(PostgresSessions.class);
    }

    @Override
    protected Lifecycle lifecycle() {
        return app.bean(PostgresLifecycle.class);
    }

    @Override
    protected List<String> events(AccountId id) {
        return database.events(id);
    }

    @Override
    protected List<String> cutoffs(AccountId id) {
        return database.cutoffs(id);
    }

    @Override
    protected void withoutSuperAdmins() {
        database.update("update account set status = 'disabled' where 'super-admin' = any (roles)");
    }
}
