package dev.usher.auth.adapter.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.application.SecondFactorsContract;
import dev.usher.auth.application.port.SecondFactors;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.SealedSecret;
import dev.usher.auth.domain.TestAccounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresSecondFactorsTest extends SecondFactorsContract {
    private final AuthApp app = AuthApp.running();
    private final AuthDatabase database = new AuthDatabase(app.database());

    @Override
    protected SecondFactors factors() {
        return app.bean(PostgresSecondFactors.class);
    }

    @Override
    protected AccountId newAccount() {
        var account = TestAccounts.newAccount();
        app.bean(PostgresAccounts.class)
                .add(account, new PasswordHash("$hash"), new AccountEvent.SignedUp(account, TestAccounts.NOW));
        return account.id();
    }

    @Test
    void nothing_is_left_of_a_deleted_account() {
        var account = newAccount();
        factors().begin(account, new SealedSecret("sealed"), TestAccounts.NOW);
        factors().confirm(account, new SealedSecret("sealed"), 1, List.of("one"), TestAccounts.NOW);
        database.delete(account);
        assertThat(database.texts("select hash from recovery_code where user_id = ?::uuid", account.toString()))
                .isEmpty();
        assertThat(factors().find(account)).isEmpty();
        assertThat(factors().begin(account, new SealedSecret("sealed"), TestAccounts.NOW))
                .isFalse();
    }
}
