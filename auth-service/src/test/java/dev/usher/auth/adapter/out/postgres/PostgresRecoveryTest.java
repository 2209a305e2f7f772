package dev.usher.auth.adapter.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.application.RecoveryContract;
import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Errands;
import dev.usher.auth.application.port.Recovery;
import dev.usher.auth.domain.AccountId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;

/** On a service of its own that does no errands: they are done here. */
class PostgresRecoveryTest extends RecoveryContract {
    private static final AuthApp APP = AuthApp.start(Map.of("auth.recovery.errands", "false"));

    private final AuthDatabase database = new AuthDatabase(APP.database());

    @AfterAll
    static void stop() {
        APP.close();
    }

    @BeforeEach
    void nothing_is_left_of_other_tests() {
        database.update("delete from errand");
        assertThat(database.texts("select id from errand")).isEmpty();
    }

    @Override
    protected Accounts accounts() {
        return APP.bean(Accounts.class);
    }

    @Override
    protected Recovery recovery() {
        return APP.bean(Recovery.class);
    }

    @Override
    protected Errands errands() {
        return APP.bean(Errands.class);
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
}
