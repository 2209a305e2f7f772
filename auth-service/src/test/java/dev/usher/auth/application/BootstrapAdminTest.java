package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.RawPassword;
import dev.usher.auth.domain.TestAccounts;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BootstrapAdminTest {
    private final InMemoryAccounts store = new InMemoryAccounts();
    private final CountingPasswordHasher hasher = new CountingPasswordHasher();
    private final Faulty<Accounts> accounts = new Faulty<>(Accounts.class, store);
    private final AuthBench auth = new AuthBench(
            accounts.port(),
            store,
            new InMemoryRefreshFamilies(AuthBench.POLICY),
            new PlainRefreshTokens(),
            new PlainAccessTokens(),
            hasher);
    private final EmailAddress email = TestAccounts.newAddress();
    private final RawPassword password = TestAccounts.password(AuthBench.PASSWORD);

    @Test
    void the_first_start_makes_a_super_admin_who_can_log_in() {
        assertThat(auth.bootstrapAdmin.bootstrap(email, password)).isEqualTo(BootstrapAdmin.Result.CREATED);
        var admin = store.findCredential(email).orElseThrow().account();
        assertThat(admin.roles()).isEqualTo(Set.of(Account.SUPER_ADMIN, Account.CUSTOMER));
        assertThat(store.events(admin.id())).hasSize(1);
        assertThat(auth.logIn(email, AuthBench.PASSWORD)).isInstanceOf(LogIn.Result.Granted.class);
    }

    @Test
    void later_starts_change_nothing_and_hash_nothing() {
        auth.bootstrapAdmin.bootstrap(email, password);
        var before = hasher.operations();
        assertThat(auth.bootstrapAdmin.bootstrap(email, TestAccounts.password("changed in the settings")))
                .isEqualTo(BootstrapAdmin.Result.PRESENT);
        assertThat(hasher.operations()).isEqualTo(before);
        assertThat(auth.logIn(email, AuthBench.PASSWORD)).isInstanceOf(LogIn.Result.Granted.class);
    }

    @Test
    void of_two_replicas_that_start_at_once_one_makes_the_administrator() {
        var other = AuthBench.inMemory(store, hasher);
        // Between the look and the deed.
        accounts.beforeNext(() -> accounts.beforeNext(() -> other.bootstrapAdmin.bootstrap(email, password)));
        assertThat(auth.bootstrapAdmin.bootstrap(email, password)).isEqualTo(BootstrapAdmin.Result.PRESENT);
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void somebody_who_signed_up_with_the_address_is_not_promoted() {
        auth.signUp.signUp(AuthBench.command(email, AuthBench.PASSWORD));
        assertThat(auth.bootstrapAdmin.bootstrap(email, password)).isEqualTo(BootstrapAdmin.Result.TAKEN);
        assertThat(store.findCredential(email).orElseThrow().account().roles()).isEqualTo(Set.of(Account.CUSTOMER));
    }

    @Test
    void a_password_that_nobody_could_sign_up_with_is_told() {
        assertThat(auth.bootstrapAdmin.violations(email, TestAccounts.password("password1")))
                .hasSize(1);
        assertThat(auth.bootstrapAdmin.violations(email, password)).isEmpty();
    }
}
