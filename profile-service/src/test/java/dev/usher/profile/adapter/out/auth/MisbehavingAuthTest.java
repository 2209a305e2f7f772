package dev.usher.profile.adapter.out.auth;

import static dev.usher.profile.domain.TestProfiles.ADA;
import static dev.usher.profile.domain.TestProfiles.ada;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.sun.net.httpserver.HttpHandler;
import dev.usher.kernel.problem.Unavailable;
import dev.usher.profile.PlayedAuth;
import dev.usher.profile.TestSettings;
import dev.usher.profile.application.InMemoryAccounts;
import dev.usher.profile.application.port.Accounts.PasswordChange;
import dev.usher.profile.domain.Account;
import dev.usher.profile.domain.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** F-PE-2 to F-PE-5, T-7: whatever auth-service does, the caller hears of an outage, in time, and of nothing else. */
class MisbehavingAuthTest {
    private static final Secret TOKEN = new Secret("token-of-ada");
    private static final Secret OLD = new Secret("old-password");
    private static final Secret NEW = new Secret("new-password");

    private final InMemoryAccounts known = new InMemoryAccounts();
    private final PlayedAuth auth = new PlayedAuth(known);
    private final HttpAccounts accounts = new HttpAccounts(TestSettings.authAt(auth.url()));

    @BeforeEach
    void adaHasSignedUp() {
        known.add(ada(), TOKEN.reveal(), OLD.reveal());
    }

    @AfterEach
    void close() {
        accounts.close();
        auth.close();
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(500, "application/problem+json", "{\"status\":500}"),
                Arguments.of(503, "application/problem+json", "{\"status\":503}"),
                Arguments.of(403, "application/problem+json", "{\"status\":403}"),
                Arguments.of(404, "text/html", "<h1>Not Found</h1>"),
                Arguments.of(201, "application/json", "{}"),
                Arguments.of(204, "application/json", ""),
                Arguments.of(200, "text/html", "<script>alert('a-marker')</script>"),
                Arguments.of(200, "application/json", "{\"id\": \"a-marker"),
                Arguments.of(200, "application/json", "null"),
                Arguments.of(200, "application/json", ""),
                Arguments.of(200, "application/json", "[]"),
                Arguments.of(200, "application/json", "{}"),
                Arguments.of(200, "application/json", "{\"id\":\"a-marker\",\"expires_in\":\"a-marker\"}"),
                Arguments.of(200, "application/json", "{\"locale\":\"en\",\"locale\":\"de\"}"),
                Arguments.of(200, "application/json", tokens("a b", "r")),
                Arguments.of(200, "application/json", tokens("", "r")),
                Arguments.of(200, "application/json", tokens("a", "x".repeat(4001))),
                Arguments.of(200, "application/json", tokens("a\\r\\nSet-Cookie: x=y", "r")),
                Arguments.of(422, "application/problem+json", "{}"),
                Arguments.of(422, "application/problem+json", "{\"errors\":[]}"),
                Arguments.of(422, "application/problem+json", "{\"errors\":[null]}"),
                Arguments.of(422, "application/problem+json", reason("a-marker", "x", "x")),
                Arguments.of(422, "application/problem+json", reason("old_password", "<a>", "x")),
                Arguments.of(422, "application/problem+json", reason("old_password", "x", "two\\nlines")),
                Arguments.of(422, "application/problem+json", reason("old_password", "x", "x".repeat(201))));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void an_answer_that_breaks_the_contract_is_an_outage(int status, String contentType, String body) {
        auth.misbehave(status, contentType, body);

        isAnOutageThatTellsNothing(() -> accounts.own(ADA, TOKEN));
        isAnOutageThatTellsNothing(() -> accounts.changePassword(TOKEN, OLD, NEW));
    }

    static Stream<HttpHandler> misdeeds() {
        return Stream.of(
                exchange -> PlayedAuth.send(exchange, 200, "application/json", new byte[10 * 1024 * 1024]),
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(new byte[10 * 1024 * 1024]);
                    exchange.close();
                },
                exchange -> exchange.close(),
                exchange -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    exchange.close();
                });
    }

    @ParameterizedTest
    @MethodSource("misdeeds")
    void an_endless_or_broken_answer_is_an_outage(HttpHandler misdeed) {
        auth.misbehave(misdeed);

        isAnOutageThatTellsNothing(() -> accounts.own(ADA, TOKEN));
        isAnOutageThatTellsNothing(() -> accounts.changePassword(TOKEN, OLD, NEW));
    }

    @Test
    void a_connection_that_is_reset_is_an_outage() throws IOException {
        try (var peer = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> resetEveryConnection(peer));
            var away = accountsAt(peer);
            isAnOutageThatTellsNothing(() -> away.own(ADA, TOKEN));
            isAnOutageThatTellsNothing(() -> away.changePassword(TOKEN, OLD, NEW));
            away.close();
        }
    }

    @Test
    void a_port_that_nobody_listens_on_is_an_outage_at_once() throws IOException {
        var peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var away = accountsAt(peer);
        peer.close();

        assertThat(millisUntilOutage(() -> away.own(ADA, TOKEN))).isLessThan(700);
        away.close();
    }

    @Test
    void a_connection_that_nobody_accepts_is_given_up_in_time() throws IOException {
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var waiting = fill(full);
            var away = accountsAt(full);
            assertThat(millisUntilOutage(() -> away.changePassword(TOKEN, OLD, NEW)))
                    .isBetween(250L, 900L);
            away.close();
            for (var socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void a_peer_that_stalls_is_given_up_in_time() {
        auth.misbehave(exchange -> stall());

        // A write has all the time, because it is not asked for again.
        assertThat(millisUntilOutage(() -> accounts.changePassword(TOKEN, OLD, NEW)))
                .isBetween(1900L, 2500L);
        assertThat(millisUntilOutage(() -> accounts.own(ADA, TOKEN))).isBetween(900L, 1500L);
        assertThat(auth.requests()).isEqualTo(2);
    }

    @Test
    void a_peer_that_stalls_within_its_answer_is_given_up_in_time() {
        auth.misbehave(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            stall();
        });

        assertThat(millisUntilOutage(() -> accounts.changePassword(TOKEN, OLD, NEW)))
                .isBetween(1900L, 2500L);
    }

    @Test
    void a_redirect_is_not_followed() {
        auth.misbehave(exchange -> {
            exchange.getResponseHeaders().set("Location", auth.url() + "/v1/elsewhere");
            PlayedAuth.send(exchange, 307, "text/plain", new byte[0]);
        });

        isAnOutageThatTellsNothing(() -> accounts.own(ADA, TOKEN));
        assertThat(auth.requests()).isEqualTo(1);
    }

    @Test
    void a_read_whose_answer_got_lost_is_asked_once_more() {
        var asked = new AtomicInteger();
        auth.misbehave(exchange -> {
            if (asked.getAndIncrement() == 0) {
                exchange.close();
            } else {
                auth.answer(exchange);
            }
        });

        assertThat(accounts.own(ADA, TOKEN)).contains(ada());
        assertThat(auth.requests()).isEqualTo(2);
    }

    @Test
    void a_read_is_asked_twice_at_most() {
        auth.misbehave(exchange -> exchange.close());

        isAnOutageThatTellsNothing(() -> accounts.own(ADA, TOKEN));
        assertThat(auth.requests()).isEqualTo(2);
    }

    @Test
    void a_write_is_asked_once() {
        auth.misbehave(exchange -> exchange.close());

        isAnOutageThatTellsNothing(() -> accounts.changePassword(TOKEN, OLD, NEW));
        assertThat(auth.requests()).isEqualTo(1);
    }

    @Test
    void a_change_whose_answer_got_lost_shows_when_it_is_asked_for_again() {
        auth.misbehave(exchange -> {
            known.changePassword(TOKEN, OLD, NEW);
            exchange.close();
        });
        isAnOutageThatTellsNothing(() -> accounts.changePassword(TOKEN, OLD, NEW));

        auth.behave();

        assertThat(accounts.changePassword(TOKEN, OLD, NEW))
                .isInstanceOfSatisfying(
                        PasswordChange.Refused.class,
                        refused -> assertThat(refused.violations())
                                .extracting("field", "code")
                                .containsExactly(tuple("old_password", "wrong")));
    }

    @ParameterizedTest
    @CsvSource({"30, 30", "0, 1", "-5, 1", "999999999, 3600", "99999999999999999999, 1", "soon, 1", ", 1"})
    void a_wait_is_believed_within_reason(@Nullable String header, long seconds) {
        auth.misbehave(exchange -> {
            if (header != null) {
                exchange.getResponseHeaders().set("Retry-After", header);
            }
            PlayedAuth.send(exchange, 429, "text/html", new byte[] {'x'});
        });

        assertThat(accounts.changePassword(TOKEN, OLD, NEW))
                .isEqualTo(new PasswordChange.Throttled(Duration.ofSeconds(seconds)));
    }

    @Test
    void five_failures_open_the_circuit_and_one_good_answer_closes_it() throws InterruptedException {
        accounts.own(ADA, TOKEN); // what goes well beside the failures does not count
        auth.misbehave(500, "text/plain", "");
        for (var i = 0; i < 5; i++) {
            isAnOutageThatTellsNothing(() -> accounts.changePassword(TOKEN, OLD, NEW));
        }
        auth.behave();
        var before = auth.requests();

        assertThatThrownBy(() -> accounts.own(ADA, TOKEN))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        outage -> assertThat(outage.retryAfter()).isEqualTo(Duration.ofSeconds(2)));
        assertThat(millisUntilOutage(() -> accounts.changePassword(TOKEN, OLD, NEW)))
                .isLessThan(100);
        assertThat(auth.requests()).isEqualTo(before);

        Thread.sleep(2100);
        for (var i = 0; i < 10; i++) {
            assertThat(accounts.own(ADA, TOKEN)).contains(ada());
        }
    }

    @Test
    void a_half_open_circuit_that_fails_opens_again() throws InterruptedException {
        auth.misbehave(500, "text/plain", "");
        for (var i = 0; i < 5; i++) {
            isAnOutageThatTellsNothing(() -> accounts.own(ADA, TOKEN));
        }
        Thread.sleep(2100);
        var before = auth.requests();

        for (var i = 0; i < 5; i++) {
            isAnOutageThatTellsNothing(() -> accounts.own(ADA, TOKEN));
        }
        assertThat(auth.requests()).isEqualTo(before + 1);
    }

    @Test
    void refusals_are_good_answers_to_the_circuit() {
        for (var i = 0; i < 20; i++) {
            assertThat(accounts.own(ADA, new Secret("dead"))).isEmpty();
            assertThat(accounts.changePassword(TOKEN, NEW, NEW)).isInstanceOf(PasswordChange.Refused.class);
        }
    }

    @Test
    void the_twenty_first_at_once_waits_a_moment_and_is_refused() throws Exception {
        var go = new CountDownLatch(1);
        auth.misbehave(exchange -> {
            await(go);
            auth.answer(exchange);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var twenty = new ArrayList<Future<?>>();
            for (var i = 0; i < 20; i++) {
                twenty.add(threads.submit(() -> accounts.own(ADA, TOKEN)));
            }
            while (auth.requests() < 20) {
                Thread.sleep(5);
            }

            assertThat(millisUntilOutage(() -> accounts.own(ADA, TOKEN))).isBetween(200L, 600L);
            assertThat(auth.requests()).isEqualTo(20);

            go.countDown();
            for (var one : twenty) {
                one.get();
            }
        }
        assertThat(accounts.own(ADA, TOKEN)).contains(ada());
    }

    @Test
    void a_burst_is_served_by_turns() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var burst = new ArrayList<Future<Optional<Account>>>();
            for (var i = 0; i < 100; i++) {
                burst.add(threads.submit(() -> accounts.own(ADA, TOKEN)));
            }
            for (var one : burst) {
                assertThat(one.get()).contains(ada());
            }
        }
    }

    private static void isAnOutageThatTellsNothing(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(Unavailable.class).satisfies(thrown -> {
            for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                assertThat(String.valueOf(cause.getMessage()))
                        .doesNotContain("a-marker", OLD.reveal(), NEW.reveal(), TOKEN.reveal());
            }
        });
    }

    private static long millisUntilOutage(ThrowingCallable call) {
        var start = System.nanoTime();
        assertThatThrownBy(call).isInstanceOf(Unavailable.class);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static HttpAccounts accountsAt(ServerSocket peer) {
        return new HttpAccounts(TestSettings.authAt(URI.create("http://127.0.0.1:" + peer.getLocalPort())));
    }

    /** Connects until the accept queue is full and the system drops whoever comes next. */
    private static List<Socket> fill(ServerSocket server) throws IOException {
        var waiting = new ArrayList<Socket>();
        for (var i = 0; i < 10; i++) {
            var socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 100);
            } catch (IOException queueFull) {
                return waiting;
            }
        }
        throw new AssertionError("the accept queue does not fill");
    }

    private static void resetEveryConnection(ServerSocket peer) {
        while (!peer.isClosed()) {
            try (var socket = peer.accept()) {
                socket.setSoLinger(true, 0); // RST instead of FIN
                assertThat(socket.getInputStream().read()).isPositive();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static String tokens(String access, String refresh) {
        return "{\"access_token\":\"%s\",\"expires_in\":900,\"refresh_token\":\"%s\",\"refresh_expires_in\":900}"
                .formatted(access, refresh);
    }

    private static String reason(String field, String code, String message) {
        return "{\"errors\":[{\"field\":\"%s\",\"code\":\"%s\",\"message\":\"%s\"}]}".formatted(field, code, message);
    }

    private static void stall() {
        await(new CountDownLatch(1));
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody came");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
