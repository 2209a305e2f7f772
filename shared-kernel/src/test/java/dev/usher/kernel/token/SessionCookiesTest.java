package dev.usher.kernel.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.TestIssuer;
import io.micronaut.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens in cookies: how they are set, and who a request is when it brings some (H-130 to H-137, with CrossSiteTest). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionCookiesTest {
    private static final String ACCESS = "__Host-usher_access=";
    private static final String REFRESH = "__Host-usher_refresh=";

    private final TestIssuer issuer = new TestIssuer();
    private final UUID user = UUID.randomUUID();
    private final String token = issuer.token(user);
    private TokenApp app;

    @BeforeAll
    void start() {
        app = TokenApp.alone(issuer);
    }

    @AfterAll
    void stop() {
        app.close();
        issuer.close();
    }

    private Http.Answer get(String... headers) {
        return app.http().get("/v1/caller", headers);
    }

    private static SessionCookies.Lifetimes days(long access, long refresh, long session) {
        return new SessionCookies.Lifetimes(
                Duration.ofDays(access), Duration.ofDays(refresh), Duration.ofDays(session));
    }

    private static List<String> cookies(String access, String refresh, SessionCookies.Lifetimes lifetimes) {
        return SessionCookies.set(HttpResponse.ok(), new AccessToken(access), refresh, lifetimes)
                .getHeaders()
                .getAll("Set-Cookie");
    }

    /** D-7. */
    @Test
    void both_are_set_with_every_attribute() {
        var answer = app.http().post("/v1/cookies", null, "Sec-Fetch-Site", "same-origin");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .containsExactly(
                        ACCESS + "aaa.bbb.ccc; Max-Age=900; Path=/; Secure; HttpOnly; SameSite=Lax",
                        REFRESH + "rrr; Max-Age=1209600; Path=/; Secure; HttpOnly; SameSite=Strict");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void both_are_cleared_with_the_same_attributes() {
        assertThat(app.http().delete("/v1/cookies").headers().allValues("Set-Cookie"))
                .containsExactly(
                        ACCESS + "; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax",
                        REFRESH + "; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Strict");
    }

    @Test
    void neither_is_kept_longer_than_the_session_nor_longer_than_400_days() {
        assertThat(cookies("a", "r", days(1, 14, 7)).getLast()).contains("Max-Age=" + 7 * 86_400 + ";");
        assertThat(cookies("a", "r", days(3, 14, 2)).getFirst()).contains("Max-Age=" + 2 * 86_400 + ";");
        assertThat(cookies("a", "r", days(1, 500, 1_000)).getLast()).contains("Max-Age=" + 400 * 86_400 + ";");
        assertThat(cookies("a", "r", days(1, -1, 1)).getLast()).contains("Max-Age=0;");
    }

    @Test
    void what_a_browser_would_not_keep_is_not_set() {
        var fits = "a".repeat(4096 - "__Host-usher_access".length());
        assertThat(cookies(fits, "r", days(1, 1, 1))).hasSize(2);
        for (var value : List.of("", fits + "a", "a b", "a;b", "a\r\nb", "a,b", "ä")) {
            assertThatThrownBy(() -> cookies(value, "r", days(1, 1, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("aa");
            assertThatThrownBy(() -> cookies("a", value + (value.startsWith("aa") ? "a" : ""), days(1, 1, 1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__Host-usher_access=%s",
                "theme=dark; __Host-usher_access=%s; x=y=z",
                "theme=dark;__Host-usher_access=%s;",
                "\t__Host-usher_access = %s ;;=;nameless",
                "__host-usher_access=other; __Host-usher_accessx=other; __Host-usher_access=%s"
            })
    void the_cookie_says_who_calls(String cookie) {
        var answer = get("Cookie", cookie.replace("%s", token));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("user_id").asText()).isEqualTo(user.toString());
    }

    /** A host of the same domain can add a cookie of this name in ways that old browsers let pass. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "__Host-usher_access=%s; __Host-usher_access=%s",
                "__Host-usher_access=; __Host-usher_access=%s",
                "__Host-usher_access=%s; a=b; __Host-usher_access=other",
                "__Host-usher_access=%s;\t__Host-usher_access=",
                "__Host-usher_access=\"%s\"",
                "__Host-usher_access=%s x",
                "__host-usher_access=%s",
                "__HOST-USHER_ACCESS=%s",
                "usher_access=%s",
                "\u00a0__Host-usher_access=%s",
                "\u0085__Host-usher_access=%s",
                "$Version=1; $__Host-usher_access=%s",
                "a=\"b; c=__Host-usher_access=%s\"",
                "__Host-usher_refresh=%s",
                "__Host-usher_access"
            })
    void anything_else_is_no_cookie_of_ours_or_not_certainly(String cookie) {
        var answer = app.http()
                .raw("GET /v1/caller HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCookie: "
                        + cookie.replace("%s", token) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void two_fields_with_one_cookie_each_are_two_cookies() {
        var field = "Cookie: " + ACCESS + token + "\r\n";
        assertThat(app.http()
                        .raw("GET /v1/caller HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + field + field
                                + "\r\n"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(app.http()
                        .raw("GET /v1/caller HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCookie: a=b\r\n"
                                + field + "\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void an_authorization_field_wins_good_or_bad() {
        var other = UUID.randomUUID();
        var answer = get("Authorization", "Bearer " + issuer.token(other), "Cookie", ACCESS + token);
        assertThat(answer.json().path("user_id").asText()).isEqualTo(other.toString());
        for (var bad : List.of("Bearer nonsense", "Bearer", "", "Basic dTpw", "Bearer " + token + " x")) {
            assertThat(get("Authorization", bad, "Cookie", ACCESS + token).status())
                    .as(bad)
                    .isEqualTo(401);
        }
    }

    @Test
    void a_cut_off_ends_it_in_a_cookie_too() {
        var session = UUID.randomUUID();
        var cookie = ACCESS + issuer.custom().session(session).mint();
        assertThat(get("Cookie", cookie).status()).isEqualTo(200);
        app.feed().apply(Cutoff.ofSession(user, session, Instant.now().plus(Duration.ofMinutes(15))));
        assertThat(get("Cookie", cookie).status()).isEqualTo(401);
    }

    @Test
    void a_refresh_sees_its_cookie_once() {
        assertThat(seen("Cookie", REFRESH + "rrr")).isEqualTo("{\"refresh\":\"rrr\",\"used\":true}");
        assertThat(seen("Cookie", REFRESH + "rrr; " + REFRESH + "rrr"))
                .isEqualTo("{\"refresh\":\"none\",\"used\":true}");
        assertThat(seen("Cookie", ACCESS + "aaa")).isEqualTo("{\"refresh\":\"none\",\"used\":true}");
        assertThat(seen("Cookie", "theme=dark")).isEqualTo("{\"refresh\":\"none\",\"used\":false}");
        assertThat(seen("Cookie", REFRESH + "rrr", "Authorization", "Bearer x"))
                .isEqualTo("{\"refresh\":\"rrr\",\"used\":false}");
    }

    private String seen(String... headers) {
        var body = app.http().post("/v1/seen", null, headers).json();
        return "{\"refresh\":" + body.path("refresh") + ",\"used\":" + body.path("used") + "}";
    }
}
