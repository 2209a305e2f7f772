package dev.usher.auth.application;

import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.TestAccounts;

class InMemoryAuditLogTest extends AuditLogContract {
    private final InMemoryAuditLog log = new InMemoryAuditLog();

    @Override
    protected AuditLog log() {
        return log;
    }

    @Override
    protected AccountId newAccount() {
        return AccountId.next(TestAccounts.NOW);
    }
}
