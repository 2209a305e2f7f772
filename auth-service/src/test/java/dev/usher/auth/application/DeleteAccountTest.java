package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.auth.application.DeleteAccount.Result;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.Lifecycle;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.value.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeleteAccountTest {
    private static final Result WRONG = new Result.WrongPassword();

    private final InMemoryAccounts store = new InMemoryAccounts();
    private final CountingPasswordHasher hasher = new CountingPasswordHasher();
    private final AuthBench auth = AuthBench.inMemory(store, hasher);
    private final Faulty<Lifecycle> lifecycle = new Faulty<>(Lifecycle.class, store);
    private final SignUp.Result.Registered registered = auth.register();
    private final Account account = registered.account();
    private final DeleteAccount deleteAccount =
            new DeleteAccount(auth.reauthentication, lifecycle.port(), auth.families, auth.log, auth.clock);

    private Result delete(String password) {
        return deleteAccount.delete(new DeleteAccount.Command(
                account.id(), account.epoch(), Optional.of(TestAccounts.password(password)), TestAccounts.CLIENT));
    }

    private List<SecurityEvent> logged() {
        var filter = new AuditLog.Filter(null, null, account.id(), null, null, null);
        return auth.log.list(filter, new PageRequest(0, 100, List.of())).items();
    }

    @Test
    void the_account_its_sessions_and_their_families_go() {
        var session = auth.refreshTokens
                .read(registered.tokens().refresh())
                .orElseThrow()
                .session();
        assertThat(delete(AuthBench.PASSWORD)).isEqualTo(new Result.Deleted());
        assertThat(store.find(account.id())).isEmpty();
        assertThat(((InMemoryRefreshFamilies) auth.families).knows(session)).isFalse();
        assertThat(delete(AuthBench.PASSWORD)).isEqualTo(new Result.NoAccount());
    }

    @Test
    void the_wrong_password_deletes_nothing_and_is_logged() {
        assertThat(delete("not the password")).isEqualTo(WRONG);
        assertThat(store.find(account.id())).contains(account);
        assertThat(logged()).extracting(SecurityEvent::kind).contains(SecurityEvent.Kind.ACCOUNT_DELETION_FAILED);
    }

    @Test
    void i_4_a_password_that_was_changed_meanwhile_is_wrong() {
        var changed = account.cutOff();
        lifecycle.beforeNext(() -> store.changePassword(
                changed,
                hasher.hash(TestAccounts.password("another fine password")),
                TestAccounts.session(changed, TestAccounts.NOW),
                new AccountEvent.PasswordChanged(changed, TestAccounts.NOW)));
        assertThat(delete(AuthBench.PASSWORD)).isEqualTo(WRONG);
        assertThat(store.find(account.id())).contains(changed);
    }

    @Test
    void the_last_super_admin_stays() {
        store.takeRoles(account.id(), Set.of(Account.SUPER_ADMIN), 1, TestAccounts.NOW);
        var now = store.find(account.id()).orElseThrow();
        assertThat(deleteAccount.delete(new DeleteAccount.Command(
                        now.id(),
                        now.epoch(),
                        Optional.of(TestAccounts.password(AuthBench.PASSWORD)),
                        TestAccounts.CLIENT)))
                .isEqualTo(new Result.LastSuperAdmin());
        assertThat(store.find(account.id())).contains(now);
    }

    @Test
    void an_outage_is_no_refusal_and_does_not_count() {
        lifecycle.down();
        for (var i = 0; i < 20; i++) {
            assertThatThrownBy(() -> delete(AuthBench.PASSWORD)).isInstanceOf(Unavailable.class);
        }
        lifecycle.healed();
        assertThat(delete(AuthBench.PASSWORD)).isEqualTo(new Result.Deleted());
    }
}
