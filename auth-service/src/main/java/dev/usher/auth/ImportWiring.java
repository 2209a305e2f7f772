package dev.usher.auth;

import dev.usher.auth.application.ImportAccounts;
import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.ImportedAccounts;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The use case that takes accounts over. */
@Factory
final class ImportWiring {
    @Singleton
    ImportAccounts importAccounts(Accounts accounts, ImportedAccounts imported, AuditLog audit, Clock clock) {
        return new ImportAccounts(accounts, imported, audit, clock);
    }
}
