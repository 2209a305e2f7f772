package dev.usher.auth.adapter.out.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyRevocation;
import dev.usher.auth.application.InMemoryKeyRegister;
import dev.usher.auth.domain.PublishedKey;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.testing.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which key signs when, and how long each is published (F-PE-6). */
class KeyRingTest {
    private static final Duration DELAY = Duration.ofMinutes(1);
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final KeyRing.Timing TIMING = new KeyRing.Timing(DELAY, LIFETIME);

    private final InMemoryKeyRegister register = new InMemoryKeyRegister();
    private final ECKey old = TestIssuer.newKey();
    private final ECKey fresh = TestIssuer.newKey();
    private Instant now = TestAccounts.NOW;

    private static List<SigningKey> file(JWK... keys) {
        return Stream.of(keys).map(SigningKey::of).toList();
    }

    /** A replica, as {@link SigningKeys} turns it. */
    private final class Replica {
        private KeyRing ring;
        private List<PublishedKey> registered = List.of();

        Replica(JWK... keys) {
            ring = KeyRing.of(file(keys), TIMING, now);
            turn(keys);
        }

        void turn(JWK... keys) {
            ring = ring.next(file(keys), registered, now);
            registered = register.publish(ring.unknownTo(registered), now);
            ring = ring.next(file(keys), registered, now);
        }

        void assertSigns(ECKey key) {
            assertThat(ring.signing().kid()).isEqualTo(key.getKeyID());
            // What signs can be verified by whoever asks.
            assertPublishes(key);
        }

        void assertPublishes(ECKey... keys) {
            assertThat(ring.kids()).contains(Stream.of(keys).map(JWK::getKeyID).toArray(String[]::new));
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void the_only_key_signs_at_once() {
        new Replica(old).assertSigns(old);
    }

    @Test
    void of_two_that_nobody_knows_yet_the_first_signs() {
        new Replica(old, fresh).assertSigns(old);
    }

    @Test
    void a_new_key_is_published_for_a_while_before_it_signs() {
        var replica = new Replica(old);
        pass(Duration.ofHours(1));
        replica.turn(fresh, old);
        replica.assertSigns(old);
        replica.assertPublishes(old, fresh);
        pass(DELAY.minusMillis(1));
        replica.turn(fresh, old);
        replica.assertSigns(old);
        pass(Duration.ofMillis(1));
        replica.turn(fresh, old);
        replica.assertSigns(fresh);
        replica.assertPublishes(old, fresh);
    }

    @Test
    void a_file_with_nothing_but_the_new_key_is_a_rotation_too() {
        var replica = new Replica(old);
        pass(Duration.ofHours(1));
        replica.turn(fresh);
        replica.assertSigns(old);
        replica.assertPublishes(fresh);
        pass(DELAY);
        replica.turn(fresh);
        replica.assertSigns(fresh);
        replica.assertPublishes(old);
    }

    @Test
    void a_key_that_lost_its_private_half_signs_on_until_its_successor_is_known() {
        var replica = new Replica(old);
        pass(Duration.ofHours(1));
        replica.turn(fresh, old.toPublicJWK());
        replica.assertSigns(old);
        pass(DELAY);
        replica.turn(fresh, old.toPublicJWK());
        replica.assertSigns(fresh);
    }

    @Test
    void a_retired_key_is_published_until_its_last_token_has_expired() {
        var replica = new Replica(old);
        pass(Duration.ofHours(1));
        replica.turn(old);
        replica.turn(fresh);
        pass(DELAY);
        // The last moment at which the old one may sign is the one before this turn.
        replica.turn(fresh);
        pass(LIFETIME);
        replica.turn(fresh);
        replica.assertPublishes(old, fresh);
        pass(Duration.ofMinutes(10));
        replica.turn(fresh);
        assertThat(replica.ring.kids()).containsExactly(fresh.getKeyID());
    }

    @Test
    void a_key_that_signs_stays_published_for_its_tokens_however_long_it_signs() {
        var replica = new Replica(old);
        for (var minute = 0; minute < 300; minute++) {
            replica.turn(old);
            assertThat(register.publish(List.of(), now))
                    .singleElement()
                    .satisfies(key -> assertThat(key.until()).isAfter(now.plus(LIFETIME)));
            pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void after_a_restart_the_others_say_since_when_a_key_is_known() {
        var replica = new Replica(old);
        pass(Duration.ofSeconds(1));
        replica.turn(fresh, old);
        pass(DELAY.minusSeconds(1));
        new Replica(fresh, old).assertSigns(old);
        pass(Duration.ofSeconds(1));
        new Replica(fresh, old).assertSigns(fresh);
    }

    @Test
    void after_a_restart_a_key_whose_file_is_gone_is_published_on() {
        new Replica(old);
        pass(LIFETIME);
        new Replica(fresh).assertPublishes(old, fresh);
    }

    @Test
    void a_replica_publishes_what_another_has_read_before_it() {
        var late = new Replica(old);
        var early = new Replica(old);
        pass(Duration.ofHours(1));
        early.turn(fresh, old);
        late.turn(old);
        late.assertPublishes(old, fresh);
        late.assertSigns(old);
    }

    @Test
    void a_revoked_key_is_gone_at_once_here_and_there() {
        var replica = new Replica(old);
        var other = new Replica(old);
        pass(Duration.ofHours(1));
        var revoked = new ECKey.Builder(old)
                .keyRevocation(new KeyRevocation(Date.from(now), KeyRevocation.Reason.COMPROMISED))
                .build();
        for (var each : List.of(replica, other, new Replica(fresh, revoked))) {
            each.turn(fresh, revoked);
            each.assertSigns(fresh);
            assertThat(each.ring.kids()).containsExactly(fresh.getKeyID());
            assertThat(each.ring.key(old.getKeyID())).isEmpty();
        }
    }

    @Test
    void what_cannot_be_read_in_the_register_is_passed_over() {
        register.publish(List.of(new PublishedKey("other", "{}", now, now.plusSeconds(60))), now);
        var replica = new Replica(old);
        replica.assertSigns(old);
        assertThat(replica.ring.kids()).containsExactly(old.getKeyID());
    }
}
