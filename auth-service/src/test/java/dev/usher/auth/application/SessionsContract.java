package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.application.port.Sessions.Acknowledged;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.Session;
import dev.usher.auth.domain.SessionId;
import dev.usher.auth.domain.TestAccounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every durable store of sessions promises. */
public abstract class SessionsContract {
    /** As many as there are connections: what happens beyond that is not the port's business. */
    private static final int AT_ONCE = 10;

    private static final Instant NOW = TestAccounts.NOW;

    private Account account;
    private Session session;

    protected abstract Accounts accounts();

    protected abstract Sessions sessions();

    protected abstract void disable(AccountId id);

    protected abstract void delete(AccountId id);

    /** The types of the events about the account, oldest first, but for its cut-offs. */
    protected abstract List<String> events(AccountId id);

    /** What the cut-offs about the account name, oldest first: {@code epoch 1} or {@code sid} and the session. */
    protected abstract List<String> cutoffs(AccountId id);

    @BeforeEach
    void somebody_has_a_session() {
        account = TestAccounts.newAccount();
        accounts().add(account, new PasswordHash("$hash"), new AccountEvent.SignedUp(account, NOW));
        session = open(NOW);
    }

    private Session open(Instant now) {
        var opened = TestAccounts.session(account, now);
        assertThat(sessions().open(opened, 50)).contains(List.of());
        return opened;
    }

    private Optional<Acknowledged> acknowledge(int generation, Instant now) {
        return sessions().acknowledge(session.id(), generation, TestAccounts.CLIENT, now);
    }

    @Test
    void the_first_token_is_acknowledged_from_the_start() {
        assertThat(acknowledge(2, NOW.plusSeconds(1))).contains(new Acknowledged(account, 1, NOW));
    }

    @Test
    void generations_go_forwards_with_the_time_of_the_first_acknowledgement() {
        acknowledge(2, NOW.plusSeconds(1));
        assertThat(acknowledge(2, NOW.plusSeconds(2))).contains(new Acknowledged(account, 2, NOW.plusSeconds(1)));
        acknowledge(3, NOW.plusSeconds(3));
        assertThat(acknowledge(2, NOW.plusSeconds(4))).contains(new Acknowledged(account, 3, NOW.plusSeconds(3)));
        assertThat(acknowledge(4, NOW.plusSeconds(5))).contains(new Acknowledged(account, 3, NOW.plusSeconds(3)));
    }

    @Test
    void a_living_session_is_found_as_it_stands_and_a_dead_one_is_not() {
        acknowledge(2, NOW.plusSeconds(1));
        assertThat(sessions().find(session.id(), NOW)).contains(new Acknowledged(account, 2, NOW.plusSeconds(1)));
        assertThat(sessions().find(session.id(), session.absoluteUntil())).isEmpty();
        assertThat(sessions().find(SessionId.next(NOW), NOW)).isEmpty();
        var other = open(NOW);
        sessions().end(other.id(), Session.End.LOGOUT, NOW);
        assertThat(sessions().find(other.id(), NOW)).isEmpty();
        disable(account.id());
        assertThat(sessions().find(session.id(), NOW)).isEmpty();
    }

    @Test
    void an_unknown_session_is_dead() {
        assertThat(sessions().acknowledge(SessionId.next(NOW), 2, TestAccounts.CLIENT, NOW))
                .isEmpty();
    }

    @Test
    void an_ended_session_is_dead_and_may_be_ended_again() {
        assertThat(sessions().end(session.id(), Session.End.LOGOUT, NOW)).contains(account.id());
        assertThat(sessions().end(session.id(), Session.End.LOGOUT, NOW)).isEmpty();
        assertThat(sessions().end(SessionId.next(NOW), Session.End.LOGOUT, NOW)).isEmpty();
        assertThat(acknowledge(2, NOW)).isEmpty();
        assertThat(cutoffs(account.id())).containsExactly("sid " + session.id());
    }

    @Test
    void a_session_is_dead_at_its_absolute_end_and_alive_before() {
        assertThat(acknowledge(2, session.absoluteUntil().minusMillis(1))).isPresent();
        assertThat(acknowledge(3, session.absoluteUntil())).isEmpty();
    }

    @Test
    void a_disabled_account_has_no_living_session_and_gets_none() {
        disable(account.id());
        assertThat(acknowledge(2, NOW)).isEmpty();
        assertThat(sessions().open(TestAccounts.session(account, NOW), 50)).isEmpty();
    }

    @Test
    void a_deleted_account_has_no_living_session_and_gets_none() {
        delete(account.id());
        assertThat(acknowledge(2, NOW)).isEmpty();
        assertThat(sessions().open(TestAccounts.session(account, NOW), 50)).isEmpty();
    }

    @Test
    void a_session_of_a_lower_session_epoch_is_not_opened() {
        var changed = account.cutOff();
        accounts()
                .changePassword(
                        changed,
                        new PasswordHash("$new"),
                        TestAccounts.session(changed, NOW),
                        new AccountEvent.PasswordChanged(changed, NOW));
        assertThat(sessions().open(TestAccounts.session(account, NOW), 50)).isEmpty();
        assertThat(sessions().open(TestAccounts.session(changed, NOW), 50)).isPresent();
    }

    @Test
    void reuse_ends_the_session_and_is_told_once() {
        var event = new AccountEvent.SessionReuseDetected(account, session.id(), "192.0.2.9", NOW);
        sessions().endReused(event);
        sessions().endReused(event);
        assertThat(acknowledge(2, NOW)).isEmpty();
        assertThat(events(account.id())).containsExactly("user:signup", "session:reuse-detected");
        assertThat(cutoffs(account.id())).containsExactly("sid " + session.id());
    }

    @Test
    void reuse_of_an_ended_session_is_not_told() {
        sessions().end(session.id(), Session.End.LOGOUT, NOW);
        sessions().endReused(new AccountEvent.SessionReuseDetected(account, session.id(), "192.0.2.9", NOW));
        assertThat(events(account.id())).containsExactly("user:signup");
        assertThat(cutoffs(account.id())).hasSize(1);
    }

    @Test
    void of_many_simultaneous_detections_one_is_told() throws Exception {
        var event = new AccountEvent.SessionReuseDetected(account, session.id(), "192.0.2.9", NOW);
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var attempts = new ArrayList<Future<?>>();
            for (var i = 0; i < 20; i++) {
                attempts.add(threads.submit(() -> sessions().endReused(event)));
            }
            for (var attempt : attempts) {
                attempt.get();
            }
        }
        assertThat(events(account.id())).containsExactly("user:signup", "session:reuse-detected");
    }

    @Test
    void beyond_the_limit_the_session_unused_the_longest_ends() {
        var second = open(NOW.plusSeconds(1));
        var third = open(NOW.plusSeconds(2));
        acknowledge(2, NOW.plusSeconds(3));
        var fourth = TestAccounts.session(account, NOW.plusSeconds(4));
        assertThat(sessions().open(fourth, 3)).contains(List.of(second.id()));
        assertThat(sessions().acknowledge(second.id(), 2, TestAccounts.CLIENT, NOW.plusSeconds(5)))
                .isEmpty();
        var fifth = TestAccounts.session(account, NOW.plusSeconds(6));
        assertThat(sessions().open(fifth, 2).orElseThrow()).containsExactlyInAnyOrder(session.id(), third.id());
        assertThat(cutoffs(account.id()))
                .containsExactlyInAnyOrder("sid " + second.id(), "sid " + session.id(), "sid " + third.id());
    }

    private List<SessionId> listed(Instant usedAfter, Instant now) {
        return sessions().list(account.id(), usedAfter, now).stream()
                .map(Sessions.Listed::id)
                .toList();
    }

    @Test
    void the_living_are_listed_as_they_were_used_last() {
        var second = open(NOW.plusSeconds(1));
        assertThat(listed(Instant.EPOCH, NOW)).containsExactly(second.id(), session.id());
        var elsewhere = new Client("192.0.2.99", "another");
        sessions().acknowledge(session.id(), 2, elsewhere, NOW.plusSeconds(2));
        assertThat(sessions().list(account.id(), Instant.EPOCH, NOW))
                .containsExactly(
                        new Sessions.Listed(session.id(), elsewhere, NOW, NOW.plusSeconds(2)),
                        new Sessions.Listed(second.id(), TestAccounts.CLIENT, NOW.plusSeconds(1), NOW.plusSeconds(1)));
        assertThat(sessions().list(AccountId.next(NOW), Instant.EPOCH, NOW)).isEmpty();
    }

    @Test
    void what_is_over_is_not_listed() {
        var ended = open(NOW);
        sessions().end(ended.id(), Session.End.LOGOUT, NOW);
        assertThat(listed(Instant.EPOCH, session.absoluteUntil().minusMillis(1)))
                .containsExactly(session.id());
        assertThat(listed(Instant.EPOCH, session.absoluteUntil())).isEmpty();
        assertThat(listed(NOW.minusMillis(1), NOW)).containsExactly(session.id());
        assertThat(listed(NOW, NOW)).isEmpty();
    }

    @Test
    void only_what_is_listed_can_be_ended_by_its_owner_and_once() {
        var stranger = AccountId.next(NOW);
        assertThat(sessions().endOwn(stranger, session.id(), Instant.EPOCH, NOW))
                .isFalse();
        assertThat(sessions().endOwn(account.id(), SessionId.next(NOW), Instant.EPOCH, NOW))
                .isFalse();
        assertThat(sessions().endOwn(account.id(), session.id(), NOW, NOW)).isFalse();
        assertThat(sessions().endOwn(account.id(), session.id(), Instant.EPOCH, session.absoluteUntil()))
                .isFalse();
        assertThat(acknowledge(2, NOW)).isPresent();
        assertThat(sessions().endOwn(account.id(), session.id(), Instant.EPOCH, NOW))
                .isTrue();
        assertThat(sessions().endOwn(account.id(), session.id(), Instant.EPOCH, NOW))
                .isFalse();
        assertThat(acknowledge(3, NOW)).isEmpty();
        assertThat(cutoffs(account.id())).containsExactly("sid " + session.id());
    }

    @Test
    void ended_sessions_do_not_count() {
        sessions().end(session.id(), Session.End.LOGOUT, NOW);
        assertThat(sessions().open(TestAccounts.session(account, NOW.plusSeconds(1)), 1))
                .contains(List.of());
    }

    @Test
    void simultaneous_logins_never_exceed_the_limit() throws Exception {
        var opened = new HashSet<SessionId>();
        var ended = new HashSet<SessionId>();
        opened.add(session.id());
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var attempts = new ArrayList<Future<List<SessionId>>>();
            for (var i = 0; i < 40; i++) {
                var mine = TestAccounts.session(account, NOW.plusMillis(i));
                opened.add(mine.id());
                attempts.add(threads.submit(() -> sessions().open(mine, 10).orElseThrow()));
            }
            for (var attempt : attempts) {
                ended.addAll(attempt.get());
            }
        }
        assertThat(ended).hasSize(31).isSubsetOf(opened);
    }

    @Test
    void simultaneous_acknowledgements_see_each_generation_begin_once() throws Exception {
        var later = NOW.plus(Duration.ofMinutes(1));
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var attempts = new ArrayList<Future<Optional<Acknowledged>>>();
            for (var i = 0; i < 50; i++) {
                attempts.add(threads.submit(() -> acknowledge(2, later)));
            }
            var first = 0;
            for (var attempt : attempts) {
                first += attempt.get().orElseThrow().generation() == 1 ? 1 : 0;
            }
            assertThat(first).isEqualTo(1);
        }
    }
}
