package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Errands;
import dev.usher.auth.application.port.MailTokens;
import dev.usher.auth.application.port.Recovery;
import dev.usher.auth.application.port.Recovery.Ticket;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.Errand;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.MailToken.Purpose;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.SecretHash;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.value.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of mailed tokens and of errands promises, beside the accounts that they are about. */
public abstract class RecoveryContract {
    private static final Instant NOW = TestAccounts.NOW;
    private static final PasswordHash HASH = new PasswordHash("$hash");
    private static final PasswordHash OTHER = new PasswordHash("$other");
    private static final Client CLIENT = TestAccounts.CLIENT;

    private final MailTokens tokens = new PlainMailTokens();

    protected abstract Accounts accounts();

    protected abstract Recovery recovery();

    protected abstract Errands errands();

    protected abstract void disable(AccountId id);

    protected abstract void delete(AccountId id);

    /** Types of the events about the account, but for cut-offs, oldest first. */
    protected abstract List<String> events(AccountId id);

    private Account stored() {
        var account = TestAccounts.newAccount();
        accounts().add(account, HASH, new AccountEvent.SignedUp(account, NOW), TestAccounts.session(account, NOW));
        return account;
    }

    private Ticket ticket(Purpose purpose, Account account) {
        return new Ticket(tokens.issue(purpose), account, NOW, NOW.plus(Duration.ofMinutes(20)));
    }

    private SecretHash issued(Purpose purpose, Account account) {
        var ticket = ticket(purpose, account);
        assertThat(recovery().issue(ticket)).isTrue();
        return ticket.token().hash();
    }

    private Optional<Account> find(Purpose purpose, SecretHash token) {
        return recovery().find(purpose, token, NOW);
    }

    @Test
    void a_reset_changes_the_password_ends_sessions_raises_epochs_and_verifies() {
        var account = stored();
        var token = issued(Purpose.RESET, account);
        assertThat(find(Purpose.RESET, token)).contains(account);
        assertThat(recovery().reset(token, OTHER, NOW).orElseThrow()).hasSize(1);
        assertThat(accounts().findCredential(account.id()))
                .contains(new Accounts.Credential(account.cutOff().verified(), OTHER));
        assertThat(events(account.id()))
                .containsExactly(
                        "user:signup", "user:password-reset-requested", "user:email-verified", "user:password-changed");
    }

    @Test
    void a_verification_verifies_and_tells() {
        var account = stored();
        var token = issued(Purpose.VERIFY, account);
        assertThat(recovery().verify(token, NOW)).contains(account.verified());
        assertThat(accounts().findCredential(account.id())).contains(new Accounts.Credential(account.verified(), HASH));
        assertThat(events(account.id()))
                .containsExactly("user:signup", "user:email-verification-requested", "user:email-verified");
    }

    @Test
    void what_is_verified_already_is_told_once() {
        var account = stored();
        recovery().verify(issued(Purpose.VERIFY, account), NOW);
        assertThat(recovery().verify(issued(Purpose.VERIFY, account), NOW)).isPresent();
        recovery().reset(issued(Purpose.RESET, account), OTHER, NOW);
        assertThat(events(account.id())).containsOnlyOnce("user:email-verified");
    }

    @Test
    void i_7_a_token_works_once() {
        var account = stored();
        var reset = issued(Purpose.RESET, account);
        assertThat(recovery().reset(reset, OTHER, NOW)).isPresent();
        assertThat(find(Purpose.RESET, reset)).isEmpty();
        assertThat(recovery().reset(reset, HASH, NOW)).isEmpty();
        var verify = issued(Purpose.VERIFY, account);
        assertThat(recovery().verify(verify, NOW)).isPresent();
        assertThat(recovery().verify(verify, NOW)).isEmpty();
        assertThat(accounts().findCredential(account.id()).orElseThrow().hash()).isEqualTo(OTHER);
    }

    @Test
    void a_token_works_for_its_purpose_only() {
        var account = stored();
        var reset = issued(Purpose.RESET, account);
        var verify = issued(Purpose.VERIFY, account);
        assertThat(recovery().verify(reset, NOW)).isEmpty();
        assertThat(recovery().reset(verify, OTHER, NOW)).isEmpty();
        assertThat(find(Purpose.RESET, verify)).isEmpty();
        assertThat(find(Purpose.RESET, reset)).isPresent();
        assertThat(find(Purpose.VERIFY, verify)).isPresent();
    }

    @Test
    void a_token_works_until_it_expires() {
        var account = stored();
        var reset = issued(Purpose.RESET, account);
        var end = NOW.plus(Duration.ofMinutes(20));
        assertThat(recovery().find(Purpose.RESET, reset, end)).isEmpty();
        assertThat(recovery().reset(reset, OTHER, end)).isEmpty();
        assertThat(recovery().reset(reset, OTHER, end.minusMillis(1))).isPresent();
        assertThat(recovery().verify(issued(Purpose.VERIFY, account), end)).isEmpty();
    }

    @Test
    void a_new_token_voids_the_one_before_it_of_the_same_purpose() {
        var account = stored();
        var first = issued(Purpose.RESET, account);
        var verify = issued(Purpose.VERIFY, account);
        var second = issued(Purpose.RESET, account);
        assertThat(find(Purpose.RESET, first)).isEmpty();
        assertThat(find(Purpose.RESET, second)).isPresent();
        assertThat(find(Purpose.VERIFY, verify)).isPresent();
    }

    @Test
    void a_password_changed_otherwise_voids_a_reset_and_no_verification() {
        var account = stored();
        var reset = issued(Purpose.RESET, account);
        var verify = issued(Purpose.VERIFY, account);
        var changed = account.cutOff();
        accounts()
                .changePassword(
                        changed,
                        OTHER,
                        TestAccounts.session(changed, NOW),
                        new AccountEvent.PasswordChanged(changed, NOW));
        assertThat(recovery().reset(reset, HASH, NOW)).isEmpty();
        assertThat(recovery().verify(verify, NOW)).isPresent();
    }

    @Test
    void a_reset_voids_every_token() {
        var account = stored();
        var verify = issued(Purpose.VERIFY, account);
        recovery().reset(issued(Purpose.RESET, account), OTHER, NOW);
        assertThat(recovery().verify(verify, NOW)).isEmpty();
    }

    @Test
    void disabled_and_deleted_accounts_have_no_tokens() {
        var account = stored();
        var reset = issued(Purpose.RESET, account);
        var verify = issued(Purpose.VERIFY, account);
        disable(account.id());
        assertThat(find(Purpose.RESET, reset)).isEmpty();
        assertThat(recovery().reset(reset, OTHER, NOW)).isEmpty();
        assertThat(recovery().verify(verify, NOW)).isEmpty();
        assertThat(recovery().issue(ticket(Purpose.RESET, account))).isFalse();
        delete(account.id());
        assertThat(recovery().reset(reset, OTHER, NOW)).isEmpty();
        assertThat(recovery().issue(ticket(Purpose.RESET, account))).isFalse();
    }

    @Test
    void an_account_can_be_made_together_with_its_token() {
        var account = TestAccounts.newAccount();
        var ticket = ticket(Purpose.VERIFY, account);
        assertThat(recovery().register(ticket, HASH, TestAccounts.session(account, NOW)))
                .isTrue();
        assertThat(find(Purpose.VERIFY, ticket.token().hash())).contains(account);
        assertThat(events(account.id())).containsExactly("user:signup", "user:email-verification-requested");
        var again = Account.register(account.email(), TestAccounts.NAME, LanguageTag.of("en"), NOW);
        assertThat(recovery().register(ticket(Purpose.VERIFY, again), HASH, TestAccounts.session(again, NOW)))
                .isFalse();
        assertThat(find(Purpose.VERIFY, ticket.token().hash())).contains(account);
    }

    @Test
    void i_7_of_many_simultaneous_uses_of_a_token_one_has_an_effect() throws Exception {
        var account = stored();
        var reset = issued(Purpose.RESET, account);
        assertThat(successes(() -> recovery().reset(reset, OTHER, NOW).isPresent()))
                .isEqualTo(1);
        var verify = issued(Purpose.VERIFY, account);
        assertThat(successes(() -> recovery().verify(verify, NOW).isPresent())).isEqualTo(1);
        assertThat(events(account.id())).containsOnlyOnce("user:password-changed");
        assertThat(accounts().find(account.id()).orElseThrow().epoch()).isEqualTo(1);
    }

    private static int successes(Callable<Boolean> use) throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var uses = new ArrayList<Future<Boolean>>();
            for (var i = 0; i < 40; i++) {
                uses.add(threads.submit(use));
            }
            var successes = 0;
            for (var one : uses) {
                successes += one.get() ? 1 : 0;
            }
            return successes;
        }
    }

    /** Before those of all other tests, so that they come first. */
    private Errand.Forgot forgot(EmailAddress email) {
        var errand = Errand.Forgot.by(email, CLIENT, NOW);
        errands().add(errand);
        return errand;
    }

    private Errand.SignUp signUp(EmailAddress email) {
        var errand = new Errand.SignUp(
                Ids.next(NOW), email, TestAccounts.NAME, LanguageTag.of("fr"), HASH, CLIENT, NOW.plusMillis(1));
        errands().add(errand);
        return errand;
    }

    @Test
    void errands_are_taken_once_oldest_first_and_come_back_when_they_are_abandoned() {
        var email = TestAccounts.newAddress();
        var first = forgot(email);
        var second = signUp(email);
        assertThat(errands().take(NOW)).contains(first);
        assertThat(errands().take(NOW)).contains(second);
        assertThat(errands().take(NOW.plusSeconds(29))).isEmpty();
        assertThat(errands().take(NOW.plusSeconds(30))).contains(first);
        errands().done(first);
        errands().done(first);
        assertThat(errands().take(NOW.plusSeconds(70))).contains(second);
        // F-CK-2
        assertThat(errands().take(NOW.minus(Duration.ofMinutes(10)))).contains(second);
        errands().done(second);
        assertThat(errands().take(NOW.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void an_errand_has_its_effect_once() {
        var account = stored();
        var forgot = forgot(account.email());
        recovery().issue(ticket(Purpose.RESET, account), forgot);
        recovery().issue(ticket(Purpose.RESET, account), forgot);
        var taken = signUp(account.email());
        var told = new AccountEvent.AddressTaken(account, NOW);
        var clone = Account.register(account.email(), TestAccounts.NAME, LanguageTag.of("en"), NOW);
        assertThat(recovery().register(ticket(Purpose.VERIFY, clone), taken)).isFalse();
        recovery().tell(told, taken);
        recovery().tell(told, taken);
        assertThat(events(account.id()))
                .containsExactly("user:signup", "user:password-reset-requested", "user:address-taken");
        assertThat(errands().take(NOW)).isEmpty();
    }

    @Test
    void a_sign_up_that_waited_makes_an_account_and_is_done() {
        var email = TestAccounts.newAddress();
        var errand = signUp(email);
        var account = Account.register(email, errand.name(), errand.locale(), NOW);
        var ticket = ticket(Purpose.VERIFY, account);
        assertThat(recovery().register(ticket, errand)).isTrue();
        assertThat(accounts().findCredential(email)).contains(new Accounts.Credential(account, HASH));
        assertThat(find(Purpose.VERIFY, ticket.token().hash())).isPresent();
        assertThat(errands().take(NOW)).isEmpty();
    }
}
