package dev.usher.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.auth.domain.AccountId;
import dev.usher.kernel.testing.Http.Answer;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whether anybody can tell unknown, known and disabled accounts apart, by what is answered or by how long it takes: 2 000
 * samples of each, in random order, over HTTP, at the lowest hash cost and on the same path as at any other. The machine
 * must have nothing else to do, so this has a command of its own (CONTRIBUTING.md) and is not part of the default run.
 */
@Tag("timing")
class EnumerationTimingTest {
    private static final int SAMPLES = 2000;
    private static final int WARM_UP = 500;
    private static final int PEOPLE = 40;
    private static final double NANOS_A_MILLI = 1e6;
    private static final double GAP_MILLIS = 2;
    private static final String LIMIT = "1000000";

    /** Accounts of one kind. */
    private record Kind(String name, List<String> addresses) {}

    private static AuthApp app;
    private static Kind unknown;
    private static Kind known;
    private static Kind disabled;

    @BeforeAll
    static void people() {
        app = AuthApp.start(Map.of(
                "auth.throttle.failures-per-account", LIMIT,
                "auth.throttle.failures-per-address", LIMIT,
                "auth.throttle.recovery-per-address", LIMIT));
        unknown = new Kind("unknown", many(AuthApp::newAddress));
        known = new Kind("known", many(() -> Person.signUp(app.http()).email()));
        disabled = new Kind("disabled", many(EnumerationTimingTest::disabledPerson));
    }

    private static List<String> many(Supplier<String> address) {
        return Stream.generate(address).limit(PEOPLE).toList();
    }

    private static String disabledPerson() {
        var person = Person.signUp(app.http());
        new AuthDatabase(app.database()).disable(new AccountId(UUID.fromString(person.id())));
        return person.email();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void a_72_login_tells_nobody_who_has_an_account() {
        var http = app.http();
        assertAlike(
                "login", email -> http.post("/v1/login", Map.of("email", email, "password", "not the password")), 401);
    }

    @Test
    void a_72_forgot_tells_nobody_who_has_an_account() {
        var http = app.http();
        assertAlike("forgot", email -> http.post("/v1/password/forgot", Map.of("email", email)), 202);
    }

    /** One request at a time, in random order. */
    private static void assertAlike(String what, Function<String, Answer> request, int status) {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var samples = Stream.of(unknown, known, disabled).map(Samples::new).collect(Collectors.toList());
        var answers = new HashSet<Object>();
        for (var round = -WARM_UP; round < SAMPLES; round++) {
            Collections.shuffle(samples, random);
            for (var sample : samples) {
                var email = sample.kind.addresses().get(random.nextInt(PEOPLE));
                var start = System.nanoTime();
                var answer = request.apply(email);
                var took = System.nanoTime() - start;
                assertThat(answer.status()).as(answer.body()).isEqualTo(status);
                answers.add(seen(answer));
                if (round >= 0) {
                    sample.nanos[round] = took;
                }
            }
        }
        assertThat(answers).as("answers of " + what).hasSize(1);
        System.out.printf("FIGURE %s: %d samples of each, seed %d%n", what, SAMPLES, seed);
        samples.forEach(sample -> Arrays.sort(sample.nanos));
        assertAlike(what, samples.get(0), samples.get(1));
        assertAlike(what, samples.get(0), samples.get(2));
        assertAlike(what, samples.get(1), samples.get(2));
    }

    private static final class Samples {
        final Kind kind;
        final long[] nanos = new long[SAMPLES];

        Samples(Kind kind) {
            this.kind = kind;
        }
    }

    /** All that a client sees, but for the trace id and the time of day. */
    private static Object seen(Answer answer) {
        var headers = new HashSet<>(answer.headers().map().entrySet());
        headers.removeIf(header -> Set.of("date", "traceparent").contains(header.getKey()));
        var body = answer.bytes().length == 0 ? "" : withoutTrace(answer).toString();
        return List.of(answer.status(), headers, body, answer.bytes().length);
    }

    private static JsonNode withoutTrace(Answer answer) {
        return ((ObjectNode) answer.json()).without("trace_id");
    }

    private static void assertAlike(String what, Samples one, Samples other) {
        var a = one.nanos;
        var b = other.nanos;
        var p5 = gapMillis(a, b, 5);
        var median = gapMillis(a, b, 50);
        var auc = auc(a, b);
        System.out.printf(
                "FIGURE %s, %s and %s: p5 %.3f and %.3f ms (gap %.3f), median %.3f and %.3f ms (gap %.3f), AUC %.3f%n",
                what,
                one.kind.name(),
                other.kind.name(),
                millis(a, 5),
                millis(b, 5),
                p5,
                millis(a, 50),
                millis(b, 50),
                median,
                auc);
        assertThat(p5).isLessThanOrEqualTo(GAP_MILLIS);
        assertThat(median).isLessThanOrEqualTo(GAP_MILLIS);
        assertThat(auc).isBetween(0.45, 0.55);
    }

    private static double millis(long[] sorted, int percent) {
        return sorted[sorted.length * percent / 100] / NANOS_A_MILLI;
    }

    private static double gapMillis(long[] a, long[] b, int percent) {
        return Math.abs(millis(a, percent) - millis(b, percent));
    }

    /** How likely a sample of the first is shorter than one of the second: half, when they cannot be told apart. */
    private static double auc(long[] first, long[] second) {
        var shorter = 0.0;
        var from = 0;
        var upTo = 0;
        for (var sample : first) {
            while (from < second.length && second[from] < sample) {
                from++;
            }
            while (upTo < second.length && second[upTo] <= sample) {
                upTo++;
            }
            shorter += (second.length - upTo) + (upTo - from) / 2.0;
        }
        return shorter / ((double) first.length * second.length);
    }
}
