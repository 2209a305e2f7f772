package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.SecondFactors;
import dev.usher.auth.application.port.SecondFactors.Proof;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.LoginChallenge;
import dev.usher.auth.domain.SealedSecret;
import dev.usher.auth.domain.TestAccounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of second factors does. */
public abstract class SecondFactorsContract {
    private static final Instant NOW = TestAccounts.NOW;
    private static final SealedSecret SECRET = new SealedSecret("sealed");
    private static final List<String> CODES = List.of("one", "two");

    protected abstract SecondFactors factors();

    /** Of an account that the store knows. */
    protected abstract AccountId newAccount();

    private AccountId confirmed() {
        var account = newAccount();
        assertThat(factors().begin(account, SECRET, NOW)).isTrue();
        assertThat(factors().confirm(account, SECRET, 10, CODES, NOW)).isTrue();
        return account;
    }

    @Test
    void one_that_waits_can_be_replaced_and_is_worth_nothing() {
        var account = newAccount();
        assertThat(factors().find(account)).isEmpty();
        factors().begin(account, SECRET, NOW);
        assertThat(factors().begin(account, new SealedSecret("other"), NOW)).isTrue();
        assertThat(factors().find(account)).hasValueSatisfying(factor -> {
            assertThat(factor.secret().text()).isEqualTo("other");
            assertThat(factor.isConfirmed()).isFalse();
        });
        assertThat(factors().use(account, new Proof.Step(11))).isFalse();
        assertThat(factors().use(account, new Proof.Recovery("one"))).isFalse();
        assertThat(factors().confirm(account, SECRET, 10, CODES, NOW)).isFalse();
    }

    @Test
    void a_confirmed_one_stays_and_has_its_recovery_codes() {
        var account = confirmed();
        assertThat(factors().begin(account, new SealedSecret("other"), NOW)).isFalse();
        assertThat(factors().confirm(account, SECRET, 11, CODES, NOW)).isFalse();
        assertThat(factors().find(account)).hasValueSatisfying(factor -> {
            assertThat(factor.confirmedAt()).contains(NOW);
            assertThat(factor.secret()).isEqualTo(SECRET);
            assertThat(factor.recoveryCodesLeft()).isEqualTo(2);
        });
    }

    @Test
    void a_step_is_good_once_and_ends_those_before_it() {
        var account = confirmed();
        assertThat(factors().use(account, new Proof.Step(10))).isFalse();
        assertThat(factors().use(account, new Proof.Step(12))).isTrue();
        assertThat(factors().use(account, new Proof.Step(12))).isFalse();
        assertThat(factors().use(account, new Proof.Step(11))).isFalse();
        assertThat(factors().use(account, new Proof.Step(13))).isTrue();
    }

    @Test
    void a_recovery_code_is_good_once_and_for_its_owner() {
        var account = confirmed();
        assertThat(factors().use(newAccount(), new Proof.Recovery("one"))).isFalse();
        assertThat(factors().use(account, new Proof.Recovery("three"))).isFalse();
        assertThat(factors().use(account, new Proof.Recovery("one"))).isTrue();
        assertThat(factors().use(account, new Proof.Recovery("one"))).isFalse();
        assertThat(factors().find(account).orElseThrow().recoveryCodesLeft()).isEqualTo(1);
        factors().renew(account, List.of("three"));
        assertThat(factors().use(account, new Proof.Recovery("two"))).isFalse();
        assertThat(factors().use(account, new Proof.Recovery("three"))).isTrue();
    }

    @Test
    void a_challenge_is_good_once() {
        var account = confirmed();
        var challenge = new LoginChallenge(UUID.randomUUID(), account, 0, NOW.plusSeconds(300), false);
        assertThat(factors().use(account, new Proof.Step(9), challenge, NOW)).isFalse();
        assertThat(factors().use(account, new Proof.Step(11), challenge, NOW)).isTrue();
        assertThat(factors().use(account, new Proof.Step(12), challenge, NOW)).isFalse();
    }

    @Test
    void what_is_taken_away_is_gone() {
        var account = confirmed();
        assertThat(factors().remove(account)).isTrue();
        assertThat(factors().remove(account)).isFalse();
        assertThat(factors().find(account)).isEmpty();
        assertThat(factors().use(account, new Proof.Recovery("one"))).isFalse();
        assertThat(factors().begin(account, SECRET, NOW)).isTrue();
    }

    private long winners(Callable<Boolean> attempt) throws Exception {
        var answers = new ArrayList<Future<Boolean>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 8; i++) {
                answers.add(threads.submit(attempt));
            }
        }
        var won = 0;
        for (var answer : answers) {
            won += answer.get() ? 1 : 0;
        }
        return won;
    }

    @Test
    void of_many_who_use_one_code_at_once_one_gets_in() throws Exception {
        var account = confirmed();
        assertThat(winners(() -> factors().use(account, new Proof.Step(20)))).isEqualTo(1);
        assertThat(winners(() -> factors().use(account, new Proof.Recovery("one"))))
                .isEqualTo(1);
        var other = newAccount();
        factors().begin(other, SECRET, NOW);
        assertThat(winners(() -> factors().confirm(other, SECRET, 20, CODES, NOW)))
                .isEqualTo(1);
    }
}
