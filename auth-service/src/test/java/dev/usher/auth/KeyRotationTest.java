package dev.usher.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.usher.kernel.testing.TestIssuer;
import dev.usher.kernel.testing.TestKeys;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are replaced by replacing the file, and nobody notices. The times are shorter here than anywhere else. */
class KeyRotationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private static Map<String, Object> settings(Path file) {
        return Map.of(
                "auth.signing-keys-path", file.toString(),
                "auth.keys.reread", "PT0.2S",
                "auth.keys.delay", "PT2.5S");
    }

    private static String set(JWK... keys) {
        return new JWKSet(List.of(keys)).toString(false);
    }

    private Path write(String content) throws Exception {
        var next = Files.writeString(directory.resolve("next.json"), content);
        return Files.move(
                next,
                directory.resolve("keys.json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static String signer(String token) throws Exception {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            // Not so often that logins end the sessions of the first ones.
            Thread.sleep(250);
        }
    }

    @Test
    void tokens_are_signed_with_a_key_of_any_kind_and_old_ones_work_on() throws Exception {
        var first = TestIssuer.newKey();
        try (var app = AuthApp.start(settings(write(set(first))))) {
            var person = Person.signUp(app.http());
            assertThat(signer(person.access())).isEqualTo(first.getKeyID());
            for (var next : List.<JWK>of(TestKeys.ed25519(), TestKeys.rsa(3072))) {
                write(set(next));
                await(() ->
                        signer(person.logIn().get("access_token").textValue()).equals(next.getKeyID()));
                var token = person.logIn().get("access_token").textValue();
                assertThat(app.http().bearer(token).get("/v1/me").status()).isEqualTo(200);
                assertThat(person.bearer().get("/v1/me").status()).isEqualTo(200);
            }
            assertThat(app.http().get("/.well-known/jwks.json").json().get("keys"))
                    .extracting(key -> key.get("alg").textValue())
                    .containsExactlyInAnyOrder("ES256", "EdDSA", "RS256");
        }
    }

    @Test
    void a_link_that_is_switched_is_followed_as_kubernetes_does_it() throws Exception {
        var first = TestIssuer.newKey();
        var second = TestIssuer.newKey();
        for (var version : Map.of("..v1", first, "..v2", second).entrySet()) {
            Files.createDirectory(directory.resolve(version.getKey()));
            Files.writeString(directory.resolve(version.getKey()).resolve("keys.json"), set(version.getValue()));
        }
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("..v1"));
        var file = Files.createSymbolicLink(directory.resolve("keys.json"), Path.of("..data/keys.json"));
        try (var app = AuthApp.start(settings(file))) {
            Files.createSymbolicLink(directory.resolve("..next"), Path.of("..v2"));
            Files.move(directory.resolve("..next"), directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            await(() -> app.http().get("/.well-known/jwks.json").body().contains(second.getKeyID()));
        }
    }

    @Test
    void a_file_that_does_not_do_changes_nothing_and_is_told() throws Exception {
        var key = TestIssuer.newKey();
        try (var app = AuthApp.start(settings(write(set(key))))) {
            var person = Person.signUp(app.http());
            for (var broken : List.of("{", set(key.toPublicJWK()), set(TestKeys.rsa(2048)), "")) {
                write(broken);
                await(() -> app.http().get("/prometheus").body().contains("usher_signing_keys_refused 1.0"));
                assertThat(signer(person.logIn().get("access_token").textValue()))
                        .isEqualTo(key.getKeyID());
                write(set(key));
                await(() -> app.http().get("/prometheus").body().contains("usher_signing_keys_refused 0.0"));
            }
            Files.delete(directory.resolve("keys.json"));
            await(() -> app.http().get("/prometheus").body().contains("usher_signing_keys_refused 1.0"));
            assertThat(person.bearer().get("/v1/me").status()).isEqualTo(200);
        }
    }

    /** Somebody else's library, with a limit on fetches of its own. */
    private static DefaultJWTProcessor<SecurityContext> verifier(AuthApp app) throws Exception {
        var url = URI.create(app.origin() + "/.well-known/jwks.json").toURL();
        var source = JWKSourceBuilder.create(url)
                .cache(60_000, 2_000)
                .refreshAheadCache(false)
                .rateLimited(1_000)
                .build();
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier((type, context) -> {});
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, source));
        return processor;
    }

    /** People who log in and use what they got, at two replicas and at a verifier of another make. */
    private static final class Load {
        private final AuthApp signing;
        private final AuthApp other;
        /** Several, as one may have 50 sessions. */
        private final List<Person> people;

        private final DefaultJWTProcessor<SecurityContext> foreign;
        private final List<String> tokens = new CopyOnWriteArrayList<>();
        private final Set<String> signers = ConcurrentHashMap.newKeySet();
        private final AtomicInteger requests = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();
        private final AtomicInteger unanswered = new AtomicInteger();
        private final Semaphore inFlight = new Semaphore(32);

        Load(AuthApp signing, AuthApp other) throws Exception {
            this.signing = signing;
            this.other = other;
            this.people = Stream.generate(() -> Person.signUp(signing.http()))
                    .limit(10)
                    .toList();
            this.foreign = verifier(signing);
            people.forEach(person -> tokens.add(person.access()));
        }

        /** Every 5 ms, unless this machine is behind: what is late is not a matter of keys. */
        void tick(Executor threads) {
            if (inFlight.tryAcquire()) {
                threads.execute(this::request);
            }
        }

        private void request() {
            try {
                if (requests.incrementAndGet() % 20 == 0) {
                    logIn();
                } else {
                    var token = tokens.get(ThreadLocalRandom.current().nextInt(tokens.size()));
                    use(token, requests.get() % 2 == 0 ? signing : other);
                }
            } catch (BadJOSEException | RateLimitReachedException notVerified) {
                refused.incrementAndGet();
            } catch (Exception late) {
                unanswered.incrementAndGet();
            } finally {
                inFlight.release();
            }
        }

        private void logIn() throws Exception {
            var person = people.get(ThreadLocalRandom.current().nextInt(people.size()));
            var answer = person.logIn(Person.PASSWORD);
            if (answer.status() != 200) {
                unanswered.incrementAndGet();
                return;
            }
            var token = answer.json().get("access_token").textValue();
            signers.add(signer(token));
            tokens.add(token);
            use(token, other);
        }

        private void use(String token, AuthApp app) throws Exception {
            foreign.process(token, null);
            refused.addAndGet(app.http().bearer(token).get("/v1/me").status() == 401 ? 1 : 0);
        }
    }

    /** Each new file has nothing else in it than the new key. */
    @Test
    void f_pe_6_five_rotations_at_200_requests_a_second_and_no_false_401() throws Exception {
        var file = write(set(TestIssuer.newKey()));
        try (var signing = AuthApp.start(settings(file));
                var other = AuthApp.start(signing.database(), settings(file))) {
            var load = new Load(signing, other);
            double rate;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                    var ticker = Executors.newSingleThreadScheduledExecutor()) {
                var ticking = ticker.scheduleAtFixedRate(() -> load.tick(threads), 0, 5, TimeUnit.MILLISECONDS);
                // What has just started is slow for a moment, and the rate is that of the rotations.
                await(() -> load.requests.get() > 500);
                var before = load.requests.get();
                var started = System.nanoTime();
                for (var rotation = 1; rotation <= 5; rotation++) {
                    var expected = rotation + 1;
                    write(set(TestIssuer.newKey()));
                    await(() -> load.signers.size() == expected);
                }
                rate = (load.requests.get() - before) * 1e9 / (System.nanoTime() - started);
                ticking.cancel(false);
            }
            System.out.printf(
                    "F-PE-6: %d requests, %.0f/s, signed with %d keys: %d refused, %d not answered in time%n",
                    load.requests.get(), rate, load.signers.size(), load.refused.get(), load.unanswered.get());
            assertThat(load.refused).hasValue(0);
            assertThat(load.unanswered.get()).isLessThan(load.requests.get() / 10);
            assertThat(load.requests.get()).isGreaterThan(1_000);
        }
    }
}
