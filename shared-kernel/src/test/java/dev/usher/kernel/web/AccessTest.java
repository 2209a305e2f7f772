package dev.usher.kernel.web;

import static dev.usher.kernel.web.AnswersTest.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.TestIssuer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who gets in, with real tokens. */
class AccessTest {
    private static TestIssuer issuer;
    private static SampleApp app;

    @BeforeAll
    static void start() {
        issuer = new TestIssuer();
        app = new SampleApp(Map.of(
                "usher.token.issuer", issuer.issuer(),
                "usher.token.audience", issuer.audience(),
                "usher.token.jwks-url", issuer.jwksUrl(),
                "usher.kafka.bootstrap-servers", Backends.kafka()));
    }

    @AfterAll
    static void stop() {
        app.close();
        issuer.close();
    }

    @Test
    void a_valid_token_opens_what_takes_one() {
        var customer = app.http().bearer(issuer.token(UUID.randomUUID(), "customer"));
        assertThat(customer.get("/v1/secured").status()).isEqualTo(200);
        assertThat(customer.get("/v1/list").status()).isEqualTo(200);
    }

    @Test
    void a_role_that_only_the_token_names_does_not_suffice_and_that_is_told() {
        var answer = app.http().bearer(issuer.token(UUID.randomUUID(), "admin")).get("/v1/admin");
        problem(answer, 403, "forbidden");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"insufficient_scope\"");
    }

    @Test
    void a_route_whose_author_forgot_to_say_is_closed_to_everybody() {
        problem(app.http().get("/v1/undeclared"), 401, "invalid-token");
        var admin = app.http().bearer(issuer.token(UUID.randomUUID(), "admin", "super-admin"));
        problem(admin.get("/v1/undeclared"), 403, "forbidden");
    }

    @Test
    void unknown_routes_and_wrong_methods_are_the_same_with_a_token() {
        var customer = app.http().bearer(issuer.token(UUID.randomUUID(), "customer"));
        problem(customer.get("/v1/nothing"), 404, "not-found");
        problem(customer.get("/beans"), 404, "not-found");
        var wrong = customer.delete("/v1/secured");
        problem(wrong, 405, "method-not-allowed");
        assertThat(String.valueOf(wrong.header("Allow")).split(",", -1)).containsExactlyInAnyOrder("GET", "HEAD");
    }

    @Test
    void a_stranger_learns_nothing_from_how_its_body_would_be_read() {
        problem(app.http().post("/v1/guarded", "{", "Content-Encoding", "gzip"), 401, "invalid-token");
        var customer = app.http().bearer(issuer.token(UUID.randomUUID(), "customer"));
        problem(customer.post("/v1/guarded", "{"), 400, "malformed-request");
        problem(customer.post("/v1/guarded", "{}", "Content-Encoding", "gzip"), 415, "unsupported-media-type");
        assertThat(customer.post("/v1/guarded", "{}").status()).isEqualTo(200);
    }
}
