package dev.usher.kernel.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.TestIssuer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAuthenticationTest {
    private final TestIssuer issuer = new TestIssuer();
    private final EmbeddedServer server = start();
    private final Http http = Http.at(server.getURL());

    private EmbeddedServer start() {
        return ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "sample.who", "true",
                        "usher.service", "sample-service",
                        "micronaut.server.port", "-1",
                        "micronaut.server.host", "127.0.0.1",
                        "datasources.default.enabled", "false",
                        "usher.kafka.enabled", "false",
                        "usher.token.issuer", issuer.issuer(),
                        "usher.token.audience", issuer.audience(),
                        "usher.token.jwks-url", issuer.jwksUrl()),
                "test");
    }

    @AfterEach
    void close() {
        server.close();
        issuer.close();
    }

    @Test
    void the_caller_is_who_the_token_says() {
        var user = UUID.randomUUID();
        var answer = http.bearer(issuer.token(user, "seller")).get("/who");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("user_id").asText()).isEqualTo(user.toString());
        assertThat(answer.json().path("token").asText()).isEqualTo("AccessToken[redacted]");
    }

    @Test
    void the_same_token_works_again_and_for_another_route() {
        var token = issuer.token(UUID.randomUUID(), "super-admin");
        for (int i = 0; i < 3; i++) {
            assertThat(http.bearer(token).get("/who").status()).isEqualTo(200);
            assertThat(http.bearer(token).get("/who/needless").status()).isEqualTo(200);
        }
    }

    @Test
    void a_role_that_the_token_names_opens_nothing() {
        assertThat(http.bearer(issuer.token(UUID.randomUUID(), "admin", "super-admin"))
                        .get("/who/admin")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void no_token_and_a_bad_one_are_401_with_a_challenge() {
        var none = http.get("/who");
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(none.json().path("code").asText()).isEqualTo("invalid-token");
        var expired = issuer.custom().issuedAt(Instant.now().minusSeconds(3600)).mint();
        var bad = http.bearer(expired).get("/who");
        assertThat(bad.status()).isEqualTo(401);
        assertThat(bad.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer %s", "bearer %s", "BEARER   %s", "Bearer %s "})
    void the_scheme_has_no_case(String field) {
        assertThat(status(field.formatted(issuer.token(UUID.randomUUID())))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "Basic %s",
                "Bearer",
                "Bearer ",
                "Bearer%s",
                "Bearer %s x",
                "Bearer %s,Bearer %s",
                "DPoP %s"
            })
    void another_form_is_no_token(String field) {
        assertThat(status(field.replace("%s", issuer.token(UUID.randomUUID())))).isEqualTo(401);
    }

    private int status(String authorization) {
        return http.with("Authorization", authorization).get("/who").status();
    }

    @Test
    void several_authorization_fields_are_none() {
        var token = issuer.token(UUID.randomUUID());
        var answer = http.raw(
                "GET /who HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                        .formatted(token, token));
        assertThat(answer).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void a_public_route_works_with_any_token() {
        assertThat(http.get("/who/anyone").json().path("known").asBoolean()).isFalse();
        assertThat(http.bearer("nonsense")
                        .get("/who/anyone")
                        .json()
                        .path("known")
                        .asBoolean())
                .isFalse();
        assertThat(http.bearer(issuer.token(UUID.randomUUID()))
                        .get("/who/anyone")
                        .json()
                        .path("known")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_controller_that_needs_the_caller_gets_one_or_is_not_called() {
        assertThat(http.get("/who/needless").status()).isEqualTo(401);
        assertThat(http.bearer(issuer.token(UUID.randomUUID()))
                        .get("/who/needless")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void unknown_routes_are_404_with_and_without_a_token() {
        assertThat(http.get("/nowhere").status()).isEqualTo(404);
        assertThat(http.bearer("nonsense").get("/nowhere").status()).isEqualTo(404);
        assertThat(http.bearer(issuer.token(UUID.randomUUID())).get("/nowhere").status())
                .isEqualTo(404);
    }

    /** An outage is never a 401, and hurts only those who need the keys. */
    @Test
    void without_keys_a_route_that_needs_a_token_is_503() {
        issuer.down(true);
        try (var without = start()) {
            var cut = Http.at(without.getURL());
            var answer = cut.bearer(issuer.token(UUID.randomUUID())).get("/who");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(answer.json().path("code").asText()).isEqualTo("unavailable");
            assertThat(cut.bearer(issuer.token(UUID.randomUUID(), "admin"))
                            .get("/who/admin")
                            .status())
                    .isEqualTo(503);
            assertThat(cut.bearer("nonsense").get("/who").status()).isEqualTo(401);
            assertThat(cut.get("/who").status()).isEqualTo(401);
            assertThat(cut.bearer(issuer.token(UUID.randomUUID()))
                            .get("/who/anyone")
                            .status())
                    .isEqualTo(200);
            assertThat(cut.bearer(issuer.token(UUID.randomUUID()))
                            .get("/nowhere")
                            .status())
                    .isEqualTo(404);
            assertThat(cut.bearer(issuer.token(UUID.randomUUID()))
                            .get("/health/liveness")
                            .status())
                    .isEqualTo(200);
            issuer.down(false);
            await().until(() ->
                    cut.bearer(issuer.token(UUID.randomUUID())).get("/who").status() == 200);
        }
    }
}
