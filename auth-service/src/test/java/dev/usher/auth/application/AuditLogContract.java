package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.AuditLog.Filter;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.SecurityEvent.Kind;
import dev.usher.auth.domain.SessionId;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every audit log promises. */
public abstract class AuditLogContract {
    private static final Instant NOW = TestAccounts.NOW;
    private static final Client ADMINS = new Client("192.0.2.99", "admin/1.0");

    protected abstract AuditLog log();

    /** Of an account that is there. */
    protected abstract AccountId newAccount();

    private static PageRequest page(int size, PageRequest.Order... sort) {
        return new PageRequest(0, size, List.of(sort));
    }

    private Page<SecurityEvent> of(AccountId subject) {
        return log().list(new Filter(null, null, subject, null, null, null), page(100));
    }

    private SecurityEvent append(SecurityEvent event) {
        log().append(event);
        return event;
    }

    @Test
    void what_was_written_is_read_as_it_was() {
        var account = newAccount();
        var event = append(SecurityEvent.own(Kind.LOG_IN, account, TestAccounts.CLIENT, NOW)
                .in(SessionId.next(NOW)));
        assertThat(of(account).items()).containsExactly(event);
    }

    @Test
    void the_newest_is_first_unless_asked_otherwise() {
        var account = newAccount();
        var first = append(SecurityEvent.about(Kind.LOG_IN_FAILED, account, TestAccounts.CLIENT, NOW));
        var second = append(SecurityEvent.own(Kind.LOG_IN, account, TestAccounts.CLIENT, NOW.plusMillis(1)));
        assertThat(of(account).items()).containsExactly(second, first);
        var filter = new Filter(null, null, account, null, null, null);
        assertThat(log().list(filter, page(1, new PageRequest.Order("created_at", false))))
                .isEqualTo(new Page<>(List.of(first), 2));
    }

    @Test
    void every_condition_counts() {
        var account = newAccount();
        var admin = newAccount();
        var event = append(SecurityEvent.by(admin, Kind.ACCOUNT_DISABLED, account, ADMINS, NOW));
        assertThat(found(account, Kind.ACCOUNT_DISABLED, admin, ADMINS.ip(), NOW, NOW.plusMillis(1)))
                .containsExactly(event);
        assertThat(found(account, Kind.ACCOUNT_ENABLED, null, null, null, null)).isEmpty();
        assertThat(found(account, null, account, null, null, null)).isEmpty();
        assertThat(found(account, null, null, "192.0.2.1", null, null)).isEmpty();
        assertThat(found(account, null, null, null, NOW.plusMillis(1), null)).isEmpty();
        assertThat(found(account, null, null, null, null, NOW)).isEmpty();
    }

    private List<SecurityEvent> found(
            AccountId subject,
            @Nullable Kind kind,
            @Nullable AccountId actor,
            @Nullable String ip,
            @Nullable Instant from,
            @Nullable Instant until) {
        return log().list(new Filter(kind, actor, subject, ip, from, until), page(10))
                .items();
    }

    @Test
    void what_many_write_at_once_is_all_there() throws Exception {
        var account = newAccount();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(
                            () -> append(SecurityEvent.about(Kind.LOG_IN_FAILED, account, TestAccounts.CLIENT, NOW))))
                    .toList();
            for (var one : all) {
                one.get();
            }
        }
        assertThat(of(account).total()).isEqualTo(20);
    }

    @Test
    void forgetting_somebody_leaves_what_happened_and_what_others_did() {
        var account = newAccount();
        var admin = newAccount();
        append(SecurityEvent.own(Kind.LOG_IN, account, TestAccounts.CLIENT, NOW).in(SessionId.next(NOW)));
        var deed = append(SecurityEvent.by(admin, Kind.ACCOUNT_DISABLED, account, ADMINS, NOW));
        log().forget(account);
        assertThat(of(account).items()).isEmpty();
        assertThat(log().list(new Filter(null, admin, null, null, null, null), page(10))
                        .items())
                .containsExactly(new SecurityEvent(deed.id(), deed.kind(), admin, null, null, ADMINS, NOW));
        assertThat(log().list(new Filter(Kind.LOG_IN, null, null, "", null, null), page(100))
                        .items())
                .noneMatch(event -> account.equals(event.actor()));
    }

    @Test
    void only_what_is_old_is_pruned_and_no_more_than_the_limit() {
        var longAgo = Instant.parse("2001-02-03T04:05:06Z");
        var account = newAccount();
        append(SecurityEvent.own(Kind.LOG_IN, account, TestAccounts.CLIENT, longAgo));
        append(SecurityEvent.own(Kind.LOG_IN, account, TestAccounts.CLIENT, longAgo.plusSeconds(1)));
        var kept = append(SecurityEvent.own(Kind.LOG_IN, account, TestAccounts.CLIENT, longAgo.plusSeconds(2)));
        var before = longAgo.plusSeconds(2);
        assertThat(log().prune(before, 1)).isEqualTo(1);
        assertThat(log().prune(before, 10)).isEqualTo(1);
        assertThat(of(account).items()).containsExactly(kept);
    }
}
