package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Lifecycle;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.AccountId;
import java.util.List;

class InMemoryLifecycleTest extends LifecycleContract {
    private InMemoryAccounts store = new InMemoryAccounts();

    @Override
    protected Accounts accounts() {
        return store;
    }

    @Override
    protected Sessions sessions() {
        return store;
    }

    @Override
    protected Lifecycle lifecycle() {
        return store;
    }

    @Override
    protected List<String> events(AccountId id) {
        return store.events(id).stream().map(RefreshSessionTest::type).toList();
    }

    @Override
    protected List<String> cutoffs(AccountId id) {
        return store.cutoffs(id);
    }

    @Override
    protected void withoutSuperAdmins() {
        store = new InMemoryAccounts();
    }
}
