package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountId;
import java.util.Optional;

/** Shows somebody their own account. */
public final class ShowAccount {
    private final Accounts accounts;

    public ShowAccount(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * @param epoch that of the access token
     * @return empty when the token is dead: the account is gone, disabled, or cut tokens of this epoch off
     */
    public Optional<Account> show(AccountId id, long epoch) {
        return accounts.find(id).filter(account -> account.accepts(epoch));
    }
}
