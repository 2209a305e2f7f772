package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.AccountId;
import java.util.List;

class InMemoryAccountsTest extends AccountsContract {
    private final InMemoryAccounts store = new InMemoryAccounts();

    @Override
    protected Accounts accounts() {
        return store;
    }

    @Override
    protected Sessions sessions() {
        return store;
    }

    @Override
    protected void disable(AccountId id) {
        store.disable(id);
    }

    @Override
    protected List<String> events(AccountId id) {
        return store.events(id).stream().map(RefreshSessionTest::type).toList();
    }

    @Override
    protected List<String> cutoffs(AccountId id) {
        return store.cutoffs(id);
    }
}
