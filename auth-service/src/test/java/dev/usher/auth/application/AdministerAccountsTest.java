package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.AdministerAccounts.Result;
import dev.usher.auth.application.port.Lifecycle;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.TestAccounts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdministerAccountsTest {
    private interface Deed {
        Result of(AdministerAccounts administer, AdministerAccounts.Command command);
    }

    private static final List<Deed> DEEDS =
            List.of(AdministerAccounts::disable, AdministerAccounts::enable, AdministerAccounts::delete);

    private final InMemoryAccounts store = new InMemoryAccounts();
    private final AuthBench auth = AuthBench.inMemory(store, new CountingPasswordHasher());
    private final Faulty<Lifecycle> lifecycle = new Faulty<>(Lifecycle.class, store);
    private final AdministerAccounts administer =
            new AdministerAccounts(store, lifecycle.port(), auth.families, auth.log, auth.clock);
    private final Account admin = somebody("admin");
    private final Account subject = somebody("customer");

    private Account somebody(String role) {
        var id = auth.register().account().id();
        store.takeRoles(id, Set.of(role), 1, TestAccounts.NOW);
        return now(id);
    }

    private Account now(AccountId id) {
        return store.find(id).orElseThrow();
    }

    private AdministerAccounts.Command by(Account administrator) {
        return new AdministerAccounts.Command(
                administrator.id(),
                administrator.epoch(),
                administrator.isSuperAdmin(),
                subject.id(),
                TestAccounts.CLIENT);
    }

    @Test
    void whoever_changes_on_the_way_is_looked_at_again() {
        lifecycle.beforeNext(() -> store.takeRoles(subject.id(), Set.of("customer", "seller"), 2, TestAccounts.NOW));
        assertThat(administer.disable(by(admin))).isEqualTo(Result.DONE);
        assertThat(now(subject.id()).isActive()).isFalse();
    }

    @Test
    void whoever_becomes_a_super_admin_on_the_way_is_out_of_reach() {
        somebody(Account.SUPER_ADMIN);
        lifecycle.beforeNext(() -> store.takeRoles(subject.id(), Set.of(Account.SUPER_ADMIN), 2, TestAccounts.NOW));
        assertThat(administer.delete(by(admin))).isEqualTo(Result.NOT_ALLOWED);
        assertThat(now(subject.id()).isActive()).isTrue();
    }

    @Test
    void whoever_is_disabled_on_the_way_is_disabled() {
        lifecycle.beforeNext(() -> store.disable(new AccountEvent.Disabled(subject, TestAccounts.NOW)));
        assertThat(administer.disable(by(admin))).isEqualTo(Result.DONE);
        assertThat(store.events(subject.id())).hasSize(2);
    }

    @Test
    void a_97_super_admins_answer_to_super_admins_only() {
        var root = somebody(Account.SUPER_ADMIN);
        store.takeRoles(subject.id(), Set.of(Account.SUPER_ADMIN), 2, TestAccounts.NOW);
        for (var deed : DEEDS) {
            assertThat(deed.of(administer, by(admin))).isEqualTo(Result.NOT_ALLOWED);
        }
        for (var deed : DEEDS) {
            assertThat(deed.of(administer, by(root))).isEqualTo(Result.DONE);
        }
        assertThat(store.find(subject.id())).isEmpty();
    }

    @Test
    void a_97_a_dead_token_does_nothing() {
        store.disable(admin.id());
        for (var deed : DEEDS) {
            assertThat(deed.of(administer, by(admin))).isEqualTo(Result.NO_ACCOUNT);
        }
        assertThat(now(subject.id())).isEqualTo(subject);
    }
}
