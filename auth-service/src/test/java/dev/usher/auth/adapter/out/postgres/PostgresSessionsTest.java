package dev.usher.auth.adapter.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.application.SessionsContract;
import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.Session;
import dev.usher.auth.domain.TestAccounts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    @Test
    void f_ck_3_sessions_are_removed_two_days_after_their_absolute_end_and_not_before() {
        var account = TestAccounts.newAccount();
        accounts().add(account, new PasswordHash("$hash"), new AccountEvent.SignedUp(account, TestAccounts.NOW));
        // So long ago that no other test's session goes with it.
        var session = TestAccounts.session(account, TestAccounts.NOW.minus(Duration.ofDays(1000)));
        sessions().open(session, 50);
        var pruning = app.bean(SessionPruning.class);
        var over = session.absoluteUntil().plus(Duration.ofDays(2));
        pruning.prune(over);
        assertThat(stored(session)).hasSize(1);
        pruning.prune(over.plusMillis(1));
        assertThat(stored(session)).isEmpty();
    }

    private List<String> stored(Session session) {
        return database.texts(
                "select id from session where id = ?::uuid", session.id().toString());
    }
}
