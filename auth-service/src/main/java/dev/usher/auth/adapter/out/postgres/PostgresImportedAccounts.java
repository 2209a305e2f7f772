package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.application.port.ImportedAccounts;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.kernel.store.Transactions;
import jakarta.inject.Singleton;

/** Accounts without an event. The unique index on the address decides, as it does for sign-ups. */
@Singleton
final class PostgresImportedAccounts implements ImportedAccounts {
    private final AccountInsert insert;
    private final AccountRows rows;
    private final Transactions transactions;

    PostgresImportedAccounts(AccountInsert insert, AccountRows rows, Transactions transactions) {
        this.insert = insert;
        this.rows = rows;
        this.transactions = transactions;
    }

    @Override
    public boolean add(Account account, PasswordHash hash) {
        return transactions.write(() -> {
            var stored = insert.execute(account);
            if (stored) {
                rows.insertCredential(account.id().value(), hash.reveal());
            }
            return stored;
        });
    }
}
