package dev.usher.profile.adapter.out.auth;

import dev.usher.profile.PlayedAuth;
import dev.usher.profile.TestSettings;
import dev.usher.profile.application.AccountsContract;
import dev.usher.profile.application.port.Accounts;
import org.junit.jupiter.api.AfterEach;

class HttpAccountsTest extends AccountsContract {
    private final PlayedAuth auth = new PlayedAuth(known);
    private final HttpAccounts accounts = new HttpAccounts(TestSettings.authAt(auth.url()));

    @AfterEach
    void close() {
        accounts.close();
        auth.close();
    }

    @Override
    protected Accounts accounts() {
        return accounts;
    }
}
