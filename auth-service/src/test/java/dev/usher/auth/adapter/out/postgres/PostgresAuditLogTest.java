package dev.usher.auth.adapter.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.application.AuditLogContract;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.value.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAuditLogTest extends AuditLogContract {
    private final AuthApp app = AuthApp.running();
    private final AuthDatabase database = new AuthDatabase(app.database());

    @Override
    protected AuditLog log() {
        return app.bean(PostgresAuditLog.class);
    }

    @Override
    protected AccountId newAccount() {
        var account = TestAccounts.newAccount();
        app.bean(PostgresAccounts.class)
                .add(account, new PasswordHash("$hash"), new AccountEvent.SignedUp(account, TestAccounts.NOW));
        return account.id();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update security_event set kind = 'log-out'",
                "update security_event set subject_id = gen_random_uuid()",
                "update security_event set ip = '192.0.2.1'",
                "update security_event set created_at = now()",
                "delete from security_event where created_at > now() - interval '28 days'",
                "truncate security_event"
            })
    void nobody_rewrites_history(String sql) {
        log().append(SecurityEvent.own(
                SecurityEvent.Kind.LOG_IN,
                newAccount(),
                TestAccounts.CLIENT,
                Instant.now().minusSeconds(1)));
        assertThatThrownBy(() -> database.update(sql)).hasStackTraceContaining("append-only");
    }

    @Test
    void an_account_that_is_gone_leaves_no_name() {
        var gone = AccountId.next(TestAccounts.NOW);
        log().append(SecurityEvent.own(SecurityEvent.Kind.LOG_IN, gone, TestAccounts.CLIENT, TestAccounts.NOW));
        var filter = new AuditLog.Filter(null, null, gone, null, null, null);
        assertThat(log().list(filter, new PageRequest(0, 1, List.of())).items()).isEmpty();
    }

    @Test
    void what_is_older_than_the_retention_goes_by_itself() {
        var account = newAccount();
        var now = Instant.now();
        log().append(SecurityEvent.own(
                SecurityEvent.Kind.LOG_IN, account, TestAccounts.CLIENT, now.minus(Duration.ofDays(401))));
        log().append(SecurityEvent.own(
                SecurityEvent.Kind.LOG_OUT, account, TestAccounts.CLIENT, now.minus(Duration.ofDays(399))));
        app.bean(AuditPruning.class).run();
        var filter = new AuditLog.Filter(null, null, account, null, null, null);
        assertThat(log().list(filter, new PageRequest(0, 10, List.of())).items())
                .extracting(SecurityEvent::kind)
                .containsExactly(SecurityEvent.Kind.LOG_OUT);
    }
}
