package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Errands;
import dev.usher.auth.application.port.Recovery;
import dev.usher.auth.domain.AccountId;
import java.util.List;

class InMemoryRecoveryTest extends RecoveryContract {
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemoryRecovery recovery = new InMemoryRecovery(accounts);

    @Override
    protected Accounts accounts() {
        return accounts;
    }

    @Override
    protected Recovery recovery() {
        return recovery;
    }

    @Override
    protected Errands errands() {
        return recovery;
    }

    @Override
    protected void disable(AccountId id) {
        accounts.disable(id);
    }

    @Override
    protected void delete(AccountId id) {
        accounts.delete(id);
    }

    @Override
    protected List<String> events(AccountId id) {
        return accounts.events(id).stream().map(RefreshSessionTest::type).toList();
    }
}
