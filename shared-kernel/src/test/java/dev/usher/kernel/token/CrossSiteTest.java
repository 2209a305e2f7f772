package dev.usher.kernel.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.TestIssuer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other sites cannot write with a cookie (A-35; H-130 to H-137, with SessionCookiesTest). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrossSiteTest {
    private static final String FRIEND = "https://friend.example.com";

    private final TestIssuer issuer = new TestIssuer();
    private final String cookie = "__Host-usher_access=" + issuer.token(UUID.randomUUID());
    private TokenApp plain;
    /** Told its address, and which other origin may read. */
    private TokenApp published;

    private TokenApp proxied;

    @BeforeAll
    void start() {
        plain = TokenApp.alone(issuer);
        published = TokenApp.alone(
                issuer,
                "usher.web.public-url",
                "https://app.example.com/start",
                "usher.web.cors-allowed-origins",
                FRIEND);
        proxied = TokenApp.alone(issuer, "usher.web.trusted-proxies", "127.0.0.1");
    }

    @AfterAll
    void stop() {
        plain.close();
        published.close();
        proxied.close();
        issuer.close();
    }

    private Http.Answer write(TokenApp app, String... headers) {
        return app.http().with("Cookie", cookie).post("/v1/caller", null, headers);
    }

    private static void assertRefused(Http.Answer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("code").asText()).isEqualTo("cross-site-request");
        assertThat(answer.header("WWW-Authenticate")).isNull();
    }

    private String own(TokenApp app) {
        return "http://127.0.0.1:" + app.port();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void every_write_with_a_cookie_needs_to_come_from_our_own_pages(String method) {
        var http = plain.http().with("Cookie", cookie);
        assertThat(http.send(method, "/v1/caller", null, "Sec-Fetch-Site", "same-origin")
                        .status())
                .isEqualTo(200);
        assertRefused(http.send(method, "/v1/caller", null, "Sec-Fetch-Site", "cross-site"));
        assertRefused(http.send(method, "/v1/caller", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none", "", "Same-Origin", "same-origin, same-origin", "x"})
    void the_browser_says_where_it_comes_from_and_only_our_origin_will_do(String site) {
        assertRefused(write(plain, "Sec-Fetch-Site", site));
        assertRefused(write(plain, "Sec-Fetch-Site", site, "Origin", own(plain)));
        assertRefused(write(published, "Sec-Fetch-Site", site, "Origin", "https://app.example.com"));
    }

    @Test
    void it_does_not_say_it_twice() {
        assertThat(plain.http()
                        .raw("POST /v1/caller HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n"
                                + "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: same-origin\r\nCookie: " + cookie
                                + "\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
    }

    @Test
    void a_browser_that_does_not_say_it_has_to_send_the_origin_that_it_asks() {
        assertThat(write(plain, "Origin", own(plain)).status()).isEqualTo(200);
        for (var other : List.of(
                "null",
                "",
                "*",
                "http://127.0.0.1",
                "http://127.0.0.1:" + (plain.port() + 1),
                "https://127.0.0.1:" + plain.port(),
                "http://localhost:" + plain.port(),
                own(plain) + "/",
                own(plain) + ".example.com",
                own(plain) + " " + own(plain),
                "http://user@127.0.0.1:" + plain.port(),
                "https://evil.example.com")) {
            assertRefused(write(plain, "Origin", other));
        }
    }

    @Test
    void two_origins_are_none() {
        var field = "Origin: http://127.0.0.1\r\n";
        var head = "POST /v1/caller HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\nCookie: "
                + cookie + "\r\n";
        assertThat(plain.http().raw(head + field + "\r\n")).startsWith("HTTP/1.1 200 ");
        assertThat(plain.http().raw(head + field + field + "\r\n")).startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.com, 200",
        "https://app.example.com:443, 403",
        "https://app.example.com:8443, 403",
        "http://app.example.com, 403",
        "https://evil.app.example.com, 403",
        "https://app.example.com.evil.example, 403",
        "https://friend.example.com, 403"
    })
    void the_public_address_is_ours_and_no_other(String origin, int status) {
        assertThat(write(published, "Origin", origin).status()).isEqualTo(status);
    }

    @Test
    void what_a_trusted_proxy_says_was_asked_counts_and_what_a_stranger_says_does_not() {
        var forwarded = List.of("X-Forwarded-Proto", "https", "X-Forwarded-Host", "app.example.com");
        assertThat(write(proxied, with(forwarded, "Origin", "https://app.example.com"))
                        .status())
                .isEqualTo(200);
        assertRefused(write(plain, with(forwarded, "Origin", "https://app.example.com")));
        assertRefused(write(proxied, with(forwarded, "Origin", "http://app.example.com")));
        assertRefused(write(proxied, with(forwarded, "Origin", own(proxied))));
        assertThat(write(
                                proxied,
                                "X-Forwarded-Proto",
                                "https",
                                "X-Forwarded-Host",
                                "APP.example.com:443",
                                "Origin",
                                "https://app.example.com")
                        .status())
                .isEqualTo(200);
        assertRefused(write(
                proxied,
                "X-Forwarded-Host",
                "evil.example.com, app.example.com",
                "X-Forwarded-Proto",
                "https",
                "Origin",
                "https://evil.example.com"));
        assertThat(write(proxied, "Origin", own(proxied)).status()).isEqualTo(200);
    }

    private static String[] with(List<String> headers, String... more) {
        var all = new ArrayList<>(headers);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void reading_is_free() {
        for (var site : List.of("cross-site", "same-site", "none")) {
            var http =
                    plain.http().with("Cookie", cookie, "Sec-Fetch-Site", site, "Origin", "https://evil.example.com");
            assertThat(http.get("/v1/caller").status()).isEqualTo(200);
            assertThat(http.send("HEAD", "/v1/caller", null).status()).isEqualTo(200);
        }
        assertThat(plain.http().with("Cookie", cookie).get("/v1/caller").status())
                .isEqualTo(200);
    }

    @Test
    void a_bearer_token_is_no_cookie_and_may_come_from_anywhere() {
        var http = plain.http().bearer(issuer.token(UUID.randomUUID()));
        assertThat(http.post("/v1/caller", null, "Sec-Fetch-Site", "cross-site").status())
                .isEqualTo(200);
        assertThat(http.post("/v1/caller", null, "Sec-Fetch-Site", "cross-site", "Cookie", cookie)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void where_nobody_is_needed_another_sites_cookie_is_nobodys() {
        var http = plain.http().with("Cookie", cookie);
        assertThat(http.post("/v1/open", null, "Sec-Fetch-Site", "cross-site").body())
                .contains("nobody");
        assertThat(http.post("/v1/open", null, "Sec-Fetch-Site", "same-origin").body())
                .doesNotContain("nobody");
        assertThat(http.post("/v1/nothing", null, "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_route_can_ask_by_itself() {
        assertRefused(plain.http().post("/v1/cookies", null));
        assertRefused(plain.http().post("/v1/cookies", null, "Sec-Fetch-Site", "same-site"));
        assertThat(plain.http().post("/v1/cookies", null, "Origin", own(plain)).status())
                .isEqualTo(204);
    }

    /** What a page can send without asking first is nothing that we read. */
    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"})
    void a_form_is_not_read_wherever_it_comes_from(String type) {
        for (var site : List.of("cross-site", "same-origin")) {
            var answer = plain.http()
                    .with("Cookie", cookie, "Content-Type", type)
                    .post("/v1/caller", "a=b", "Sec-Fetch-Site", site);
            assertThat(answer.status()).isEqualTo(415);
        }
    }

    @Test
    void an_origin_on_the_allow_list_may_ask_first_and_needs_a_token_of_its_own() {
        var preflight = published
                .http()
                .send("OPTIONS", "/v1/caller", null, "Origin", FRIEND, "Access-Control-Request-Method", "POST");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isNull();
        var site = new String[] {"Origin", FRIEND, "Sec-Fetch-Site", "same-site"};
        var cookies = published.http().with("Cookie", cookie).post("/v1/caller", null, site);
        assertRefused(cookies);
        assertThat(cookies.header("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
        assertThat(published
                        .http()
                        .bearer(issuer.token(UUID.randomUUID()))
                        .post("/v1/caller", null, site)
                        .status())
                .isEqualTo(200);
    }
}
