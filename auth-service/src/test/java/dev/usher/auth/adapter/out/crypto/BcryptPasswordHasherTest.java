package dev.usher.auth.adapter.out.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.usher.auth.application.PasswordHasherContract;
import dev.usher.auth.application.port.PasswordHasher;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.RawPassword;
import dev.usher.auth.domain.TestAccounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mindrot.jbcrypt.BCrypt;

class BcryptPasswordHasherTest extends PasswordHasherContract {
    private static final RawPassword PASSWORD = TestAccounts.password("correct horse battery");

    private final HashingPool pool = new HashingPool(TestCrypto.settings(4));
    private final PasswordHasher hasher = hasher(4);

    private BcryptPasswordHasher hasher(int cost) {
        return new BcryptPasswordHasher(pool, TestCrypto.pepper(), TestCrypto.settings(cost));
    }

    @Override
    protected PasswordHasher hasher() {
        return hasher;
    }

    @Test
    void a_114_scheme_version_and_cost_stand_in_a_phc_string() {
        assertThat(hasher(5).hash(PASSWORD).reveal())
                .matches("\\$bcrypt-hmac-sha256\\$v=1\\$c=5\\$[./A-Za-z0-9]{22}\\$[./A-Za-z0-9]{31}");
    }

    @Test
    void a_hash_is_salted() {
        assertThat(hasher.hash(PASSWORD)).isNotEqualTo(hasher.hash(PASSWORD));
    }

    @Test
    void a_hash_is_worth_nothing_without_the_pepper() {
        var elsewhere = new BcryptPasswordHasher(
                pool, TestCrypto.pepper("another pepper, which is as long as that"), TestCrypto.settings(4));
        assertThat(elsewhere.matches(PASSWORD, hasher.hash(PASSWORD))).isFalse();
    }

    @Test
    void a_hash_of_another_cost_matches_and_is_outdated_when_it_was_cheaper() {
        var cheap = hasher(4).hash(PASSWORD);
        var dear = hasher(6).hash(PASSWORD);
        assertThat(hasher(6).matches(PASSWORD, cheap)).isTrue();
        assertThat(hasher(6).matches(TestAccounts.password("wrong"), cheap)).isFalse();
        assertThat(hasher(6).isOutdated(cheap)).isTrue();
        assertThat(hasher(4).matches(PASSWORD, dear)).isTrue();
        assertThat(hasher(4).isOutdated(dear)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
    void a_plain_bcrypt_hash_matches_and_is_outdated(String scheme) {
        var plain = new PasswordHash(
                BCrypt.hashpw(PASSWORD.reveal(), BCrypt.gensalt(4)).replace("$2a$", scheme));
        assertThat(hasher.matches(PASSWORD, plain)).isTrue();
        assertThat(hasher.matches(TestAccounts.password("wrong"), plain)).isFalse();
        assertThat(hasher.isOutdated(plain)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$2x$04$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234",
                "$bcrypt-hmac-sha256$v=2$c=4$abcdefghijklmnopqrstuu$abcdefghijklmnopqrstuvwxyz01234",
                "$bcrypt-hmac-sha256$v=1$c=31$abcdefghijklmnopqrstuu$abcdefghijklmnopqrstuvwxyz01234",
                "$bcrypt-hmac-sha256$v=1$c=4$short$abcdefghijklmnopqrstuvwxyz01234"
            })
    void a_stored_hash_that_we_do_not_know_or_that_takes_too_long_is_a_fault_and_no_refusal(String stored) {
        assertThatThrownBy(() -> hasher.matches(PASSWORD, new PasswordHash(stored)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void every_hash_and_every_comparison_runs_in_the_pool() {
        var before = pool.completed();
        var hash = hasher.hash(PASSWORD);
        hasher.matches(PASSWORD, hash);
        hasher.matches(PASSWORD, hasher.decoy());
        // Counted a moment after the answer.
        await().untilAsserted(() -> assertThat(pool.completed() - before).isEqualTo(3));
    }
}
