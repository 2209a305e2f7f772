package dev.usher.kernel.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.testing.TestIssuer;
import dev.usher.kernel.testing.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteKeysTest {
    private final TestIssuer issuer = new TestIssuer();
    private final AtomicLong nanos = new AtomicLong();
    private final RemoteKeys keys = keysAt(URI.create(issuer.jwksUrl()));

    @AfterEach
    void close() {
        keys.stop();
        issuer.close();
    }

    private RemoteKeys keysAt(URI url) {
        return new RemoteKeys(url, nanos::get);
    }

    @Test
    void keys_are_found_by_their_id_without_asking_again() {
        for (int i = 0; i < 100; i++) {
            assertKnown(issuer.key());
        }
        assertThat(issuer.fetches()).isEqualTo(1);
    }

    @Test
    void an_unknown_key_id_costs_one_fetch_in_30_seconds() {
        assertKnown(issuer.key());
        pass(Duration.ofSeconds(31));
        for (int i = 0; i < 50; i++) {
            assertThat(keys.key("stranger-" + i)).isEmpty();
        }
        assertThat(issuer.fetches()).isEqualTo(2);
        pass(Duration.ofSeconds(31));
        assertThat(keys.key("stranger")).isEmpty();
        assertThat(issuer.fetches()).isEqualTo(3);
    }

    /** F-PE-6. */
    @Test
    void a_new_key_is_found_when_its_first_token_comes() {
        var old = issuer.key();
        assertKnown(old);
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(31));
            assertKnown(issuer.rotate());
            assertKnown(old);
        }
        issuer.withdraw(old);
        pass(Duration.ofSeconds(31));
        assertThat(keys.key("stranger")).isEmpty();
        assertThat(keys.key(old.getKeyID())).isEmpty();
    }

    @Test
    void all_who_ask_at_once_wait_for_one_fetch() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < 50; i++) {
                asked.add(threads.submit(() -> keys.key(issuer.key().getKeyID()).isPresent()));
            }
            for (var answer : asked) {
                assertThat(answer.get()).isTrue();
            }
        }
        assertThat(issuer.fetches()).isEqualTo(1);
    }

    @Test
    void never_loaded_is_an_outage_and_asked_for_once_a_second() {
        issuer.down(true);
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> keys.key(issuer.key().getKeyID())).isInstanceOf(Unavailable.class);
        }
        assertThat(issuer.fetches()).isEqualTo(1);
        pass(Duration.ofMillis(1_001));
        issuer.down(false);
        assertKnown(issuer.key());
    }

    @Test
    void the_last_good_set_stays_for_a_day_and_more() {
        assertKnown(issuer.key());
        issuer.down(true);
        pass(Duration.ofHours(25));
        assertThat(keys.loadInBackground()).isFalse();
        assertKnown(issuer.key());
        // Whether there is such a key cannot be said: that is no refusal.
        assertThatThrownBy(() -> keys.key("stranger")).isInstanceOf(Unavailable.class);
        pass(Duration.ofHours(24));
        assertThatThrownBy(() -> keys.key(issuer.key().getKeyID())).isInstanceOf(Unavailable.class);
    }

    /** F-PE-7. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>busy</html>",
                "{}",
                "[]",
                "{\"keys\":null}",
                "{\"keys\":[]}",
                "{\"keys\":[1,\"x\",null,{}]}",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"a\",\"x\":\"AA\",\"y\":\"AA\"}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"AAAA\"}]}"
            })
    void garbage_leaves_the_last_good_set(String garbage) throws Exception {
        var key = TestIssuer.newKey();
        var answer = new JWKSet(key).toString(true);
        try (var server = new KeyServer(answer)) {
            var fromServer = keysAt(server.url());
            assertThat(fromServer.key(key.getKeyID())).isPresent();
            server.answer = garbage;
            assertThat(fromServer.loadInBackground()).isFalse();
            assertThat(fromServer.key(key.getKeyID())).isPresent();
            fromServer.stop();
        }
    }

    @Test
    void a_set_may_have_keys_of_every_kind() throws Exception {
        var set = List.of(TestIssuer.newKey(), TestKeys.ed25519(), TestKeys.rsa(3072));
        try (var server = new KeyServer(new JWKSet(List.<JWK>copyOf(set)).toString(true))) {
            var fromServer = keysAt(server.url());
            assertThat(set)
                    .allSatisfy(
                            key -> assertThat(fromServer.key(key.getKeyID())).contains(VerificationKey.of(key)));
            fromServer.stop();
        }
    }

    @Test
    void a_112_a_weak_key_is_passed_over() throws Exception {
        var weak = TestKeys.rsa(2048);
        try (var server = new KeyServer(new JWKSet(List.of(weak, TestIssuer.newKey())).toString(true))) {
            var fromServer = keysAt(server.url());
            assertThat(fromServer.key(weak.getKeyID())).isEmpty();
            fromServer.stop();
        }
    }

    @Test
    void keys_that_are_private_or_for_something_else_are_passed_over() throws Exception {
        var good = TestIssuer.newKey();
        var leaked = TestIssuer.newKey();
        var otherCurve = new ECKeyGenerator(Curve.P_384).keyID("p384").generate();
        var nameless =
                new ECKey.Builder(TestIssuer.newKey().toPublicJWK()).keyID(null).build();
        var set = "{\"keys\":[%s,%s,%s,%s]}"
                .formatted(leaked.toJSONString(), otherCurve.toPublicJWK(), nameless, good.toPublicJWK());
        try (var server = new KeyServer(set)) {
            var fromServer = keysAt(server.url());
            assertThat(fromServer.key(good.getKeyID())).isPresent();
            assertThat(fromServer.key(leaked.getKeyID())).isEmpty();
            assertThat(fromServer.key("p384")).isEmpty();
            fromServer.stop();
        }
    }

    @Test
    void too_large_an_answer_and_a_redirect_are_failures() throws Exception {
        var key = TestIssuer.newKey();
        var good = new JWKSet(key).toString(true);
        try (var server = new KeyServer(good + " ".repeat(64 * 1024))) {
            var fromServer = keysAt(server.url());
            assertThat(fromServer.loadInBackground()).isFalse();
            server.answer = good;
            server.redirect = issuer.jwksUrl();
            assertThat(fromServer.loadInBackground()).isFalse();
            assertThat(issuer.fetches()).isZero();
            server.redirect = null;
            assertThat(fromServer.loadInBackground()).isTrue();
            fromServer.stop();
        }
    }

    @Test
    void a_server_that_does_not_answer_costs_a_second() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            var fromSilent = keysAt(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/keys"));
            assertThat(timed(fromSilent)).isBetween(Duration.ofMillis(800), Duration.ofMillis(2_000));
            fromSilent.stop();
        }
        try (var dripping = new KeyServer("{\"keys\":[]}")) {
            dripping.millisPerByte = 200;
            var fromDripping = keysAt(dripping.url());
            assertThat(timed(fromDripping)).isBetween(Duration.ofMillis(800), Duration.ofMillis(2_000));
            fromDripping.stop();
        }
    }

    private static Duration timed(RemoteKeys slow) {
        long started = System.nanoTime();
        assertThat(slow.loadInBackground()).isFalse();
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private void assertKnown(ECKey key) {
        assertThat(keys.key(key.getKeyID())).contains(VerificationKey.of(key));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Answers whatever it is told. */
    private static final class KeyServer implements AutoCloseable {
        private final HttpServer server;
        private volatile String answer;
        private volatile @Nullable String redirect;
        private volatile int millisPerByte;

        KeyServer(String answer) throws IOException {
            this.answer = answer;
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 5);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::serve);
            server.start();
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
        }

        private void serve(HttpExchange exchange) throws IOException {
            try (exchange) {
                var bytes = answer.getBytes(StandardCharsets.UTF_8);
                if (redirect != null) {
                    exchange.getResponseHeaders().set("Location", redirect);
                    exchange.sendResponseHeaders(302, -1);
                    return;
                }
                exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
                for (byte one : bytes) {
                    exchange.getResponseBody().write(one);
                    if (millisPerByte > 0) {
                        exchange.getResponseBody().flush();
                        Thread.sleep(millisPerByte);
                    }
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
