package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.value.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SignUpTest {
    private final InMemoryAccounts store = new InMemoryAccounts();
    private final CountingPasswordHasher hasher = new CountingPasswordHasher();
    private final InMemoryRefreshFamilies memory = new InMemoryRefreshFamilies(AuthBench.POLICY);
    private final Faulty<RefreshFamilies> families = new Faulty<>(RefreshFamilies.class, memory);
    private final Faulty<Accounts> accounts = new Faulty<>(Accounts.class, store);
    private final AuthBench auth = new AuthBench(
            accounts.port(), store, families.port(), new PlainRefreshTokens(), new PlainAccessTokens(), hasher);

    @Test
    void a_new_account_is_a_customer_and_logged_in() {
        var registered = auth.register();
        var account = registered.account();
        assertThat(account.roles()).isEqualTo(Set.of(Account.CUSTOMER));
        assertThat(account.isActive()).isTrue();
        assertThat(account.emailVerified()).isFalse();
        assertThat(store.find(account.id())).contains(account);
        assertThat(auth.refresh(registered.tokens().refresh())).isInstanceOf(RefreshSession.Result.Refreshed.class);
    }

    @Test
    void one_event_tells_of_it() {
        var account = auth.register().account();
        assertThat(store.events(account.id())).containsExactly(new AccountEvent.SignedUp(account, TestAccounts.NOW));
    }

    @Test
    void a_taken_address_is_refused_however_it_is_spelt_and_leaves_nothing() {
        var account = auth.register().account();
        var again = EmailAddress.of(account.email().key().toUpperCase(java.util.Locale.ROOT));
        assertThat(auth.signUp.signUp(AuthBench.command(again, "yet another password")))
                .isEqualTo(new SignUp.Result.EmailTaken());
        assertThat(store.size()).isEqualTo(1);
        assertThat(store.events(account.id())).hasSize(1);
    }

    @Test
    void a_weak_password_is_refused_before_anything_is_hashed() {
        assertThat(codes("short")).containsExactly("too_short");
        assertThat(codes("Password1")).containsExactly("common");
        assertThat(codes("aaaaaaaaaaaa")).containsExactly("guessable");
        assertThat(codes("my-hopper-password")).containsExactly("contextual");
        assertThat(hasher.operations()).isZero();
        assertThat(store.size()).isZero();
    }

    private List<String> codes(String password) {
        var result = auth.signUp.signUp(AuthBench.command(TestAccounts.newAddress(), password));
        return ((SignUp.Result.WeakPassword) result)
                .violations().stream().map(Violation::code).toList();
    }

    @Test
    void an_outage_of_the_fast_store_leaves_no_account() {
        var address = TestAccounts.newAddress();
        families.down();
        assertThatThrownBy(() -> auth.signUp.signUp(AuthBench.command(address, AuthBench.PASSWORD)))
                .isInstanceOf(Unavailable.class);
        assertThat(store.size()).isZero();
        families.healed();
        assertThat(auth.signUp.signUp(AuthBench.command(address, AuthBench.PASSWORD)))
                .isInstanceOf(SignUp.Result.Registered.class);
    }

    @Test
    void w_1_what_was_not_committed_can_be_repeated() {
        var address = TestAccounts.newAddress();
        accounts.down();
        assertThatThrownBy(() -> auth.signUp.signUp(AuthBench.command(address, AuthBench.PASSWORD)))
                .isInstanceOf(Unavailable.class);
        accounts.healed();
        assertThat(auth.signUp.signUp(AuthBench.command(address, AuthBench.PASSWORD)))
                .isInstanceOf(SignUp.Result.Registered.class);
    }

    @Test
    void w_2_an_unanswered_commit_is_an_account_with_one_event_and_its_owner_can_log_in() {
        var address = TestAccounts.newAddress();
        accounts.deaf();
        assertThatThrownBy(() -> auth.signUp.signUp(AuthBench.command(address, AuthBench.PASSWORD)))
                .isInstanceOf(Unavailable.class);
        accounts.healed();
        assertThat(auth.signUp.signUp(AuthBench.command(address, AuthBench.PASSWORD)))
                .isEqualTo(new SignUp.Result.EmailTaken());
        var id = store.findCredential(address).orElseThrow().account().id();
        assertThat(store.events(id)).hasSize(1);
        assertThat(auth.logIn(address, AuthBench.PASSWORD)).isInstanceOf(LogIn.Result.Granted.class);
    }

    @Test
    void of_many_sign_ups_with_one_address_at_once_exactly_one_wins() throws Exception {
        var address = TestAccounts.newAddress();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<SignUp.Result>>();
            for (var i = 0; i < 100; i++) {
                futures.add(threads.submit(() -> auth.signUp.signUp(AuthBench.command(address, AuthBench.PASSWORD))));
            }
            var won = 0;
            for (var future : futures) {
                won += future.get() instanceof SignUp.Result.Registered ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
    }
}
