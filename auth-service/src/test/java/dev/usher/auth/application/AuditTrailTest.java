package dev.usher.auth.application;

import static dev.usher.auth.application.AuthBench.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.SecurityEvent.Kind;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.value.PageRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** what people do and try to do is in the audit log once, with who, from where and in which session. */
class AuditTrailTest {
    private final AuthBench auth = AuthBench.inMemory(new InMemoryAccounts(), new CountingPasswordHasher());

    private List<SecurityEvent> events(AuditLog.Filter filter) {
        return auth.log
                .list(filter, new PageRequest(0, 100, List.of(new PageRequest.Order("created_at", false))))
                .items();
    }

    private SecurityEvent only(Kind kind) {
        var found = events(new AuditLog.Filter(kind, null, null, null, null, null));
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().client()).isEqualTo(TestAccounts.CLIENT);
        return found.getFirst();
    }

    private void assertOwn(Kind kind, Account account) {
        assertThat(only(kind).actor()).isEqualTo(account.id());
        assertThat(only(kind).subject()).isEqualTo(account.id());
        assertThat(only(kind).session()).isNotNull();
    }

    @Test
    void a_134_a_sign_up_a_login_and_a_password_change_are_noted() {
        var account = auth.register().account();
        auth.logIn(account.email(), PASSWORD);
        auth.changePassword.change(new ChangePassword.Command(
                account.id(),
                account.epoch(),
                Optional.of(TestAccounts.password(PASSWORD)),
                TestAccounts.password("another horse battery"),
                TestAccounts.CLIENT));
        assertOwn(Kind.SIGN_UP, account);
        assertOwn(Kind.LOG_IN, account);
        assertOwn(Kind.PASSWORD_CHANGED, account);
        assertThat(events(AuditLog.Filter.NONE)).hasSize(3);
    }

    @Test
    void a_134_failures_are_noted_and_name_the_account_but_no_actor() {
        var account = auth.register().account();
        auth.logIn(account.email(), "a wrong password");
        assertThat(only(Kind.LOG_IN_FAILED).actor()).isNull();
        assertThat(only(Kind.LOG_IN_FAILED).subject()).isEqualTo(account.id());
    }

    @Test
    void a_134_a_failure_without_an_account_is_noted_and_names_nobody() {
        auth.logIn(TestAccounts.newAddress(), "a wrong password");
        assertThat(only(Kind.LOG_IN_FAILED).subject()).isNull();
    }

    @Test
    void a_134_a_wrong_old_password_is_noted() {
        var account = auth.register().account();
        auth.changePassword.change(new ChangePassword.Command(
                account.id(),
                account.epoch(),
                Optional.of(TestAccounts.password("a wrong password")),
                TestAccounts.password("another horse battery"),
                TestAccounts.CLIENT));
        assertThat(only(Kind.PASSWORD_CHANGE_FAILED).subject()).isEqualTo(account.id());
    }

    @Test
    void a_134_a_wrong_password_of_one_who_would_change_the_second_factor_is_noted() {
        var account = auth.register().account();
        var wrong = Optional.of(TestAccounts.password("a wrong password"));
        var enrolled = auth.enrolSecondFactor.begin(account.id(), account.epoch(), wrong, TestAccounts.CLIENT);
        assertThat(enrolled).isEqualTo(new EnrolSecondFactor.Result.WrongPassword());
        assertThat(only(Kind.SECOND_FACTOR_CHANGE_FAILED).actor()).isEqualTo(account.id());
        auth.log.forget(account.id());
        var removed = auth.manageSecondFactor.disable(
                new ManageSecondFactor.By(account.id(), account.epoch(), TestAccounts.CLIENT), wrong, Optional.empty());
        assertThat(removed).isEqualTo(new ManageSecondFactor.Result.WrongPassword());
        var filter = new AuditLog.Filter(Kind.SECOND_FACTOR_CHANGE_FAILED, account.id(), null, null, null, null);
        assertThat(events(filter)).hasSize(1);
    }

    @Test
    void a_134_reuse_is_noted_with_its_session() {
        var registered = auth.register();
        var first = registered.tokens().refresh();
        auth.refreshed(auth.refreshed(first));
        auth.clock.advance(Duration.ofSeconds(11));
        auth.assertRefused(first, RefreshSession.Why.REUSED);
        assertThat(only(Kind.SESSION_REUSE_DETECTED).subject())
                .isEqualTo(registered.account().id());
        assertThat(only(Kind.SESSION_REUSE_DETECTED).session()).isNotNull();
    }
}
