package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Lifecycle;
import dev.usher.auth.application.port.Lifecycle.Change;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.Session;
import dev.usher.auth.domain.TestAccounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises of the life of its accounts. In no test of its JVM another super-admin comes or goes. */
public abstract class LifecycleContract {
    private static final Instant NOW = TestAccounts.NOW;
    private static final Change STALE = new Change.Stale();

    private Account account;
    private Session session;

    protected abstract Accounts accounts();

    protected abstract Sessions sessions();

    protected abstract Lifecycle lifecycle();

    /** The types of the events about the account, oldest first, but for its cut-offs; of one who is gone, the last at least. */
    protected abstract List<String> events(AccountId id);

    /** What the cut-offs about the account name, oldest first: {@code epoch 1} or {@code sid} and the session. */
    protected abstract List<String> cutoffs(AccountId id);

    /** Makes sure that there is no active super-admin but those of the test. */
    protected abstract void withoutSuperAdmins();

    @BeforeEach
    void somebody_has_a_session() {
        account = added(TestAccounts.newAccount());
        session = TestAccounts.session(account, NOW);
        sessions().open(session, 50);
    }

    private Account added(Account fresh) {
        accounts().add(fresh, new PasswordHash("$hash"), new AccountEvent.SignedUp(fresh, NOW));
        return fresh;
    }

    private Account superAdmin() {
        return added(Account.bootstrap(TestAccounts.newAddress(), TestAccounts.NAME, LanguageTag.of("en"), NOW));
    }

    private Account now(Account known) {
        return accounts().find(known.id()).orElseThrow();
    }

    private Change disable(Account read) {
        return lifecycle().disable(new AccountEvent.Disabled(read, NOW));
    }

    private Change enable(Account read) {
        return lifecycle().enable(new AccountEvent.Enabled(read, NOW));
    }

    private Change delete(Account read) {
        return lifecycle().delete(new AccountEvent.Deleted(read, NOW));
    }

    private boolean isAlive(Session known) {
        return sessions().find(known.id(), NOW).isPresent();
    }

    @Test
    void a_87_disabling_raises_the_epochs_and_ends_the_sessions() {
        assertThat(disable(account)).isEqualTo(new Change.Done(List.of(session.id())));
        assertThat(now(account).status()).isEqualTo(Account.Status.DISABLED);
        assertThat(now(account).epoch()).isEqualTo(1);
        assertThat(now(account).sessionEpoch()).isEqualTo(1);
        assertThat(isAlive(session)).isFalse();
        assertThat(events(account.id())).containsExactly("user:signup", "user:disabled");
        assertThat(cutoffs(account.id())).containsExactly("epoch 1");
    }

    @Test
    void enabling_gives_the_account_back_and_no_session() {
        disable(account);
        assertThat(enable(now(account))).isEqualTo(new Change.Done(List.of()));
        assertThat(now(account).isActive()).isTrue();
        assertThat(isAlive(session)).isFalse();
        assertThat(events(account.id())).containsExactly("user:signup", "user:disabled", "user:enabled");
        assertThat(cutoffs(account.id())).hasSize(1);
    }

    @Test
    void deleting_leaves_nothing_and_frees_the_address() {
        assertThat(delete(account)).isEqualTo(new Change.Done(List.of(session.id())));
        assertThat(accounts().find(account.id())).isEmpty();
        assertThat(accounts().findCredential(account.email())).isEmpty();
        assertThat(isAlive(session)).isFalse();
        assertThat(events(account.id())).endsWith("user:deleted");
        assertThat(cutoffs(account.id())).containsExactly("epoch 1");
        var again = Account.register(account.email(), TestAccounts.NAME, LanguageTag.of("en"), NOW);
        assertThat(accounts().add(again, new PasswordHash("$hash"), new AccountEvent.SignedUp(again, NOW)))
                .isTrue();
    }

    @Test
    void what_has_changed_since_it_was_read_stays() {
        disable(account);
        assertThat(disable(account)).isEqualTo(STALE);
        assertThat(delete(account)).isEqualTo(STALE);
        var disabled = now(account);
        enable(disabled);
        assertThat(enable(disabled)).isEqualTo(STALE);
        var enabled = now(account);
        lifecycle().takeRoles(account.id(), Set.of("seller"), 1, NOW);
        assertThat(disable(enabled)).isEqualTo(STALE);
        assertThat(delete(enabled)).isEqualTo(STALE);
        assertThat(delete(now(account))).isInstanceOf(Change.Done.class);
        assertThat(delete(now(added(TestAccounts.newAccount())))).isInstanceOf(Change.Done.class);
        assertThat(disable(account)).isEqualTo(STALE);
        assertThat(events(account.id())).endsWith("user:deleted").doesNotHaveDuplicates();
    }

    @Test
    void the_last_super_admin_stays() {
        withoutSuperAdmins();
        var first = superAdmin();
        assertThat(disable(first)).isEqualTo(new Change.LastSuperAdmin());
        assertThat(delete(first)).isEqualTo(new Change.LastSuperAdmin());
        var second = superAdmin();
        assertThat(disable(first)).isInstanceOf(Change.Done.class);
        assertThat(delete(second)).isEqualTo(new Change.LastSuperAdmin());
        assertThat(delete(now(first))).isInstanceOf(Change.Done.class);
        assertThat(events(second.id())).containsExactly("user:signup");
    }

    @Test
    void of_super_admins_that_end_each_other_at_once_one_stays() throws Exception {
        for (var round = 0; round < 10; round++) {
            withoutSuperAdmins();
            var admins = List.of(superAdmin(), superAdmin(), superAdmin());
            try (var threads = Executors.newFixedThreadPool(admins.size())) {
                var changes = new ArrayList<Future<Change>>();
                for (var admin : admins) {
                    changes.add(threads.submit(() -> disable(admin)));
                }
                var last = 0;
                for (var change : changes) {
                    last += change.get() instanceof Change.LastSuperAdmin ? 1 : 0;
                }
                assertThat(last).isEqualTo(1);
            }
            assertThat(admins.stream().filter(admin -> now(admin).isActive())).hasSize(1);
        }
    }

    @Test
    void all_sessions_of_an_account_end_once_for_a_token() {
        assertThat(lifecycle().endSessions(account.id(), 0, NOW)).contains(List.of(session.id()));
        assertThat(lifecycle().endSessions(account.id(), 0, NOW)).isEmpty();
        assertThat(now(account)).isEqualTo(account.cutOff());
        assertThat(isAlive(session)).isFalse();
        assertThat(cutoffs(account.id())).containsExactly("epoch 1");
        assertThat(lifecycle().endSessions(account.id(), 1, NOW)).contains(List.of());
        disable(now(account));
        assertThat(lifecycle().endSessions(account.id(), 9, NOW)).isEmpty();
        assertThat(lifecycle().endSessions(AccountId.next(NOW), 0, NOW)).isEmpty();
    }

    @Test
    void a_lost_role_kills_the_access_tokens_and_not_the_sessions() {
        assertThat(lifecycle().takeRoles(account.id(), Set.of("customer", "seller"), 1, NOW))
                .isTrue();
        assertThat(now(account).roles()).containsExactlyInAnyOrder("customer", "seller");
        assertThat(cutoffs(account.id())).isEmpty();
        assertThat(lifecycle().takeRoles(account.id(), Set.of("customer", "admin"), 2, NOW))
                .isTrue();
        assertThat(now(account).roles()).containsExactlyInAnyOrder("customer", "admin");
        assertThat(now(account).epoch()).isEqualTo(1);
        assertThat(now(account).sessionEpoch()).isZero();
        assertThat(cutoffs(account.id())).containsExactly("epoch 1");
        assertThat(isAlive(session)).isTrue();
    }

    @Test
    void an_older_version_of_the_roles_is_passed_over() {
        lifecycle().takeRoles(account.id(), Set.of("customer", "seller"), 3, NOW);
        assertThat(lifecycle().takeRoles(account.id(), Set.of(), 2, NOW)).isFalse();
        assertThat(lifecycle().takeRoles(account.id(), Set.of(), 3, NOW)).isFalse();
        assertThat(now(account).roles()).containsExactlyInAnyOrder("customer", "seller");
        assertThat(lifecycle().takeRoles(AccountId.next(NOW), Set.of("seller"), 1, NOW))
                .isFalse();
    }

    @Test
    void roles_that_nobody_keeps_any_more_are_lost() {
        assertThat(lifecycle().dropRoles(account.id(), NOW)).isTrue();
        assertThat(now(account).roles()).isEmpty();
        assertThat(cutoffs(account.id())).containsExactly("epoch 1");
        assertThat(lifecycle().dropRoles(account.id(), NOW)).isFalse();
        assertThat(lifecycle().dropRoles(AccountId.next(NOW), NOW)).isFalse();
    }
}
