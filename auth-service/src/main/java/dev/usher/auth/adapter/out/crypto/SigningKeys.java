package dev.usher.auth.adapter.out.crypto;

import dev.usher.auth.AuthSettings;
import dev.usher.auth.application.port.KeyRegister;
import dev.usher.auth.application.port.KeySet;
import dev.usher.auth.domain.PublishedKey;
import dev.usher.auth.domain.PublishedKeys;
import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.store.AfterMigration;
import dev.usher.kernel.token.KeySource;
import dev.usher.kernel.token.VerificationKey;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of access tokens. The file is read anew every few seconds; one that does not do is refused and the keys stay
 * as they are. Made eagerly: the service does not start with a key set that is not sound. What the replicas know of
 * keys is looked up as often; while that cannot be done, this process goes on with what it knows, but signs nothing
 * before it knew it once.
 */
@Context
final class SigningKeys implements KeySource, KeySet, AfterMigration {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final KeyFile file;
    private final KeyRegister register;
    private final Clock clock;
    private final Duration pause;
    private final Thread reader = Thread.ofVirtual().name("signing-keys").unstarted(this::readForEver);
    private final ReentrantLock turning = new ReentrantLock();
    private volatile KeyRing ring;
    private volatile boolean agreed;
    private volatile String refused = "";
    private List<SigningKey> read;
    private List<PublishedKey> registered = List.of();

    SigningKeys(
            AuthSettings settings,
            AuthSettings.Tokens tokens,
            AuthSettings.Keys timing,
            KeyRegister register,
            Clock clock) {
        this.file = new KeyFile(settings.signingKeysPath());
        this.register = register;
        this.clock = clock;
        this.pause = timing.reread();
        this.read = file.read();
        this.ring = KeyRing.of(read, new KeyRing.Timing(timing.delay(), tokens.longestAccess()), clock.instant());
    }

    @PostConstruct
    void start() {
        reader.start();
    }

    /** Before the service is ready: a key that only the others know verifies from the first request on. */
    @Override
    public void run() {
        turn();
    }

    private void readForEver() {
        try {
            while (true) {
                Thread.sleep(pause);
                try {
                    turn();
                } catch (Unavailable outage) {
                    LOG.debug("What the replicas know of keys cannot be looked up: {}", outage.getMessage());
                } catch (RuntimeException failure) {
                    // The reader must not end: nobody would notice until the next rotation.
                    LOG.error("The keys of access tokens could not be looked at", failure);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at the file and at what the replicas know. */
    void turn() {
        turning.lock();
        try {
            reread();
            var now = clock.instant();
            ring = ring.next(read, registered, now);
            registered = register.publish(ring.unknownTo(registered), now);
            ring = ring.next(read, registered, now);
            agreed = true;
        } finally {
            turning.unlock();
        }
    }

    private void reread() {
        try {
            read = file.read();
            refused = "";
        } catch (IllegalArgumentException unsound) {
            var reason = String.valueOf(unsound.getMessage());
            if (!reason.equals(refused)) {
                LOG.error("The keys stay as they are: {}", reason);
            }
            refused = reason;
        }
    }

    /**
     * The private key that signs now.
     *
     * @throws Unavailable when it cannot be known which one may
     */
    SigningKey signing() {
        if (!agreed) {
            turn();
        }
        return ring.signing();
    }

    @Override
    public Optional<VerificationKey> key(String kid) {
        var key = ring.key(kid);
        if (key.isEmpty() && !agreed) {
            throw new Unavailable("keys that other replicas published", RETRY_AFTER);
        }
        return key;
    }

    @Override
    public PublishedKeys published() {
        return ring.published();
    }

    /** Whether the file does not do as it is now. */
    boolean isFileRefused() {
        return !refused.isEmpty();
    }

    /** For tests and logs: ids only. */
    List<String> kids() {
        return ring.kids();
    }

    @PreDestroy
    void stop() {
        reader.interrupt();
    }

    @Override
    public String toString() {
        return "SigningKeys" + kids();
    }
}
