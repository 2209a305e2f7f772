package dev.usher.auth.adapter.in.http;

import static dev.usher.auth.Person.assertInvalid;
import static dev.usher.auth.Person.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.Person;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Http.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens in cookies (D-7), and that no other site's page can use them. */
class CookieTransportTest {
    private static final String ACCESS = "__Host-usher_access";
    private static final String REFRESH = "__Host-usher_refresh";
    private static final String[] OWN_PAGE = {"Sec-Fetch-Site", "same-origin"};
    private static final String[] OTHER_SITE = {"Sec-Fetch-Site", "cross-site"};

    private final AuthApp app = AuthApp.running();
    private final Http http = app.http();
    private final AuthDatabase database = new AuthDatabase(app.database());
    private final Person person = Person.signUp(http);

    private Map<String, Object> form(String transport) {
        var form = new HashMap<String, Object>();
        form.put("email", person.email());
        form.put("password", Person.PASSWORD);
        form.put("transport", transport);
        return form;
    }

    private Answer logIn() {
        var answer = http.post("/v1/login", form("cookie"), OWN_PAGE);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /** The cookies as a browser would send them back. */
    private static Map<String, String> cookies(Answer answer) {
        var cookies = new HashMap<String, String>();
        for (var field : answer.headers().allValues("Set-Cookie")) {
            var pair = field.substring(0, field.indexOf(';')).split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        return cookies;
    }

    private Http page(Answer loggedIn) {
        var cookies = cookies(loggedIn);
        return http.with("Cookie", ACCESS + "=" + cookies.get(ACCESS) + "; " + REFRESH + "=" + cookies.get(REFRESH));
    }

    private static void assertCookiesAreSet(Answer answer) {
        assertThat(answer.headers().allValues("Set-Cookie")).hasSize(2);
        // nothing in the body that a script could read.
        assertThat(answer.json().get("access_token").isNull()).isTrue();
        assertThat(answer.json().get("refresh_token").isNull()).isTrue();
        assertThat(cookies(answer).values())
                .allSatisfy(token -> assertThat(answer.body()).doesNotContain(token));
    }

    private static void assertCookiesAreCleared(Answer answer) {
        assertThat(answer.headers().allValues("Set-Cookie"))
                .containsExactlyInAnyOrder(
                        ACCESS + "=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax",
                        REFRESH + "=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Strict");
    }

    @Test
    void a_25_a_26_a_27_a_28_a_29_a_login_for_cookies_sets_both_and_shows_neither() {
        var answer = logIn();
        assertCookiesAreSet(answer);
        assertThat(answer.json().fieldNames())
                .toIterable()
                .containsExactly("access_token", "token_type", "expires_in", "refresh_token", "refresh_expires_in");
        assertThat(answer.json().get("token_type").textValue()).isEqualTo("Bearer");
        var accessAge = answer.json().get("expires_in").longValue();
        var refreshAge = answer.json().get("refresh_expires_in").longValue();
        assertThat(answer.headers().allValues("Set-Cookie"))
                .allSatisfy(field -> assertThat(field.indexOf(';')).isLessThan(4096))
                .satisfiesExactlyInAnyOrder(
                        field -> assertThat(field)
                                .matches(ACCESS + "=[^;]+; Max-Age=" + accessAge
                                        + "; Path=/; Secure; HttpOnly; SameSite=Lax"),
                        field -> assertThat(field)
                                .matches(REFRESH + "=[^;]+; Max-Age=" + refreshAge
                                        + "; Path=/; Secure; HttpOnly; SameSite=Strict"));
        assertThat(page(answer).get("/v1/me").json().get("email").textValue()).isEqualTo(person.email());
    }

    @Test
    void a_29_a_token_that_no_cookie_holds_is_refused_and_works_in_the_body() {
        var roles = new StringBuilder("customer");
        for (var i = 0; i < 40; i++) {
            roles.append(",role-").append(i).append("-").append("x".repeat(90));
        }
        database.update(
                "update account set roles = string_to_array(?, ',') where email = ?", roles.toString(), person.email());
        assertInvalid(http.post("/v1/login", form("cookie"), OWN_PAGE), "transport too_long");
        assertThat(http.post("/v1/login", form("body")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Cookie", "cookies", "header"})
    void there_is_no_third_way(String transport) {
        assertInvalid(http.post("/v1/login", form(transport), OWN_PAGE), "transport invalid");
    }

    @Test
    void a_login_for_the_body_sets_no_cookie_from_wherever_it_comes() {
        for (var transport : new String[] {"body", null}) {
            var answer = http.post("/v1/login", form(transport), OTHER_SITE);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Set-Cookie")).isNull();
            assertThat(answer.json().get("access_token").isTextual()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Sec-Fetch-Site, none",
        "Origin, https://evil.example.com",
        "Origin, null",
        "X-Nothing, of the kind"
    })
    void a_35_no_other_site_logs_in_refreshes_logs_out_or_changes_a_password(String field, String value) {
        var loggedIn = logIn();
        var other = page(loggedIn).with(field, value);
        assertProblem(http.post("/v1/login", form("cookie"), field, value), 403, "cross-site-request");
        assertProblem(other.post("/v1/refresh", null), 403, "cross-site-request");
        assertProblem(other.post("/v1/refresh", "{}"), 403, "cross-site-request");
        assertProblem(other.post("/v1/logout", null), 403, "cross-site-request");
        assertProblem(other.post("/v1/password/change", change()), 403, "cross-site-request");
        // And nothing has happened: the same token refreshes, and that was its first use.
        var untouched = page(loggedIn).post("/v1/refresh", null, OWN_PAGE);
        assertThat(untouched.status()).isEqualTo(200);
    }

    private static Map<String, String> change() {
        return Map.of("old_password", Person.PASSWORD, "new_password", "quite another battery 17");
    }

    @Test
    void a_35_a_browser_without_fetch_metadata_says_its_origin() {
        var own = app.origin();
        var answer = http.post("/v1/login", form("cookie"), "Origin", own);
        assertCookiesAreSet(answer);
        var refreshed = page(answer).post("/v1/refresh", null, "Origin", own);
        assertCookiesAreSet(refreshed);
        assertThat(page(refreshed).post("/v1/logout", null, "Origin", own).status())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/login", "/v1/refresh", "/v1/logout", "/v1/password/change"})
    void a_35_json_only_no_form_of_any_site_is_read(String path) {
        var page = page(logIn()).with(OWN_PAGE);
        for (var type : List.of(
                "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain; charset=utf-8")) {
            assertProblem(
                    page.post(path, "{\"email\": \"a@example.com\"}", "Content-Type", type),
                    415,
                    "unsupported-media-type");
        }
    }

    @Test
    void a_refresh_by_cookie_sets_the_next_ones() {
        var first = logIn();
        var second = page(first).post("/v1/refresh", null, OWN_PAGE);
        assertThat(second.status()).as(second.body()).isEqualTo(200);
        assertCookiesAreSet(second);
        assertThat(cookies(second).get(REFRESH)).isNotEqualTo(cookies(first).get(REFRESH));
        assertThat(page(second).get("/v1/me").status()).isEqualTo(200);
        assertCookiesAreSet(page(second).post("/v1/refresh", "{}", OWN_PAGE));
    }

    @Test
    void a_token_in_the_body_is_answered_in_the_body_whatever_cookies_come_with_it() {
        var page = page(logIn());
        var answer = page.post("/v1/refresh", Map.of("refresh_token", person.refresh()), OTHER_SITE);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Set-Cookie")).isNull();
        assertThat(answer.json().get("refresh_token").isTextual()).isTrue();
        // The cookie's was not used up.
        assertThat(page.post("/v1/refresh", null, OWN_PAGE).status()).isEqualTo(200);
    }

    @Test
    void a_refused_refresh_cookie_is_cleared() {
        var page = page(logIn());
        assertThat(page.post("/v1/logout", null, OWN_PAGE).status()).isEqualTo(204);
        for (var cookie : List.of(
                "", "; " + REFRESH + "=nonsense", "; " + REFRESH + "=", "; " + REFRESH + "=a; " + REFRESH + "=b")) {
            var answer = http.with("Cookie", ACCESS + "=nonsense" + cookie).post("/v1/refresh", null, OWN_PAGE);
            assertProblem(answer, 401, "invalid-token");
            assertCookiesAreCleared(answer);
        }
        var over = page.post("/v1/refresh", null, OWN_PAGE);
        assertProblem(over, 401, "invalid-token");
        assertCookiesAreCleared(over);
        // Who brought none is told to forget none.
        assertThat(http.post("/v1/refresh", null).header("Set-Cookie")).isNull();
    }

    @Test
    void e_7_a_logout_by_cookie_ends_the_session_and_clears_what_the_browser_keeps() {
        var page = page(logIn());
        var answer = page.post("/v1/logout", null, OWN_PAGE);
        assertThat(answer.status()).isEqualTo(204);
        assertCookiesAreCleared(answer);
        assertThat(answer.header("Clear-Site-Data")).isEqualTo("\"cookies\", \"storage\"");
        assertProblem(page.post("/v1/refresh", null, OWN_PAGE), 401, "invalid-token");
    }

    @Test
    void a_logout_by_the_access_cookie_alone_ends_its_session() {
        var loggedIn = logIn();
        var answer = http.with("Cookie", ACCESS + "=" + cookies(loggedIn).get(ACCESS))
                .post("/v1/logout", null, OWN_PAGE);
        assertThat(answer.status()).isEqualTo(204);
        assertCookiesAreCleared(answer);
        assertProblem(page(loggedIn).post("/v1/refresh", null, OWN_PAGE), 401, "invalid-token");
    }

    @Test
    void a_logout_without_anything_clears_nothing() {
        var answer = http.post("/v1/logout", null, OTHER_SITE);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Clear-Site-Data")).isNull();
        assertThat(answer.header("Set-Cookie")).isNull();
        assertThat(person.bearer().post("/v1/logout", null).header("Clear-Site-Data"))
                .isNotNull();
    }

    @Test
    void an_authorization_field_wins_over_a_cookie() {
        var cookie = logIn();
        var other = Person.signUp(http);
        assertThat(page(cookie)
                        .bearer(other.access())
                        .get("/v1/me")
                        .json()
                        .get("email")
                        .textValue())
                .isEqualTo(other.email());
        assertThat(page(cookie).bearer("nonsense").get("/v1/me").status()).isEqualTo(401);
        assertProblem(page(cookie).bearer(other.access()).post("/v1/refresh", null), 401, "invalid-token");
        // The logout is the bearer's, so it may come from anywhere, and the cookies' session goes on.
        var answer = page(cookie).bearer(other.access()).post("/v1/logout", null, OTHER_SITE);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Set-Cookie")).isNull();
        assertProblem(other.refresh(other.refresh()), 401, "invalid-token");
        assertThat(page(cookie).post("/v1/refresh", null, OWN_PAGE).status()).isEqualTo(200);
    }

    @Test
    void a_password_changed_by_cookie_brings_new_cookies_and_ends_the_old_session() {
        var before = page(logIn());
        var answer = before.post("/v1/password/change", change(), OWN_PAGE);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertCookiesAreSet(answer);
        assertThat(page(answer).get("/v1/me").status()).isEqualTo(200);
        assertProblem(before.post("/v1/refresh", null, OWN_PAGE), 401, "invalid-token");
        assertThat(page(answer).post("/v1/refresh", null, OWN_PAGE).status()).isEqualTo(200);
    }

    @Test
    void a_password_changed_by_bearer_token_is_answered_in_the_body() {
        var answer = page(logIn()).bearer(person.access()).post("/v1/password/change", change(), OTHER_SITE);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Set-Cookie")).isNull();
        assertThat(answer.json().get("access_token").isTextual()).isTrue();
    }

    @Test
    void an_allowed_origin_reads_answers_and_never_uses_cookies() {
        var friend = "https://friend.example.com";
        try (var shared = AuthApp.start(Map.of("usher.web.cors-allowed-origins", friend))) {
            var there = shared.http().with("Origin", friend, "Sec-Fetch-Site", "cross-site");
            var somebody = Person.signUp(there);
            var form = new HashMap<String, Object>(Map.of("email", somebody.email(), "password", Person.PASSWORD));
            var answers = new ArrayList<Answer>();
            answers.add(there.post("/v1/login", form));
            assertThat(answers.getLast().status()).isEqualTo(200);
            form.put("transport", "cookie");
            answers.add(there.post("/v1/login", form));
            assertProblem(answers.getLast(), 403, "cross-site-request");
            answers.add(there.with("Cookie", REFRESH + "=" + somebody.refresh()).post("/v1/refresh", null));
            assertProblem(answers.getLast(), 403, "cross-site-request");
            answers.add(there.send("OPTIONS", "/v1/refresh", null, "Access-Control-Request-Method", "POST"));
            assertThat(answers.getLast().status()).isEqualTo(204);
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(friend);
                assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
            });
            assertThat(shared.http()
                            .with("Origin", "https://stranger.example.com")
                            .post("/v1/login", form)
                            .header("Access-Control-Allow-Origin"))
                    .isNull();
        }
    }
}
