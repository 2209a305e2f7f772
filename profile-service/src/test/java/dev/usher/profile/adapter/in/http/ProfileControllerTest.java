package dev.usher.profile.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Http.Answer;
import dev.usher.profile.ProfileApp;
import dev.usher.profile.application.CreateProfile;
import dev.usher.profile.domain.Account;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileControllerTest {
    private static final String[] MEMBERS = {
        "user_id",
        "email",
        "first_name",
        "last_name",
        "bio",
        "phone",
        "locale",
        "time_zone",
        "avatar_url",
        "created_at",
        "updated_at",
        "created_by",
        "updated_by"
    };

    private final ProfileApp app = ProfileApp.running();
    private final UUID ada = UUID.randomUUID();
    private final String token = app.issuer().token(ada, "customer");
    private final Http http = app.http().bearer(token);

    @AfterEach
    void authIsWell() {
        app.auth().behave();
    }

    private void adaHasAProfile() {
        app.bean(CreateProfile.class).createProfile(Account.of(ada, "Ada@example.com", "Ada", "Lovelace", "en-GB"));
    }

    @Test
    void a_profile_has_every_member_values_or_not() {
        adaHasAProfile();

        var answer = http.get("/v1/profile");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        var profile = answer.json();
        assertThat(names(profile)).containsExactly(MEMBERS);
        assertThat(profile.get("user_id").textValue()).isEqualTo(ada.toString());
        assertThat(profile.get("email").textValue()).isEqualTo("Ada@example.com");
        assertThat(profile.get("first_name").textValue()).isEqualTo("Ada");
        assertThat(profile.get("last_name").textValue()).isEqualTo("Lovelace");
        assertThat(profile.get("locale").textValue()).isEqualTo("en-GB");
        assertThat(profile.get("created_by").textValue()).isEqualTo(ada.toString());
        assertThat(profile.get("created_at").textValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        for (var empty : List.of("bio", "phone", "time_zone", "avatar_url")) {
            assertThat(profile.get(empty).isNull()).as(empty).isTrue();
        }
    }

    @Test
    void before_the_event_has_come_it_is_made_with_the_callers_own_token() {
        app.accounts().add(Account.of(ada, "ada@example.com", "Ada", "Lovelace", null), token, "password");

        var first = http.get("/v1/profile");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().get("first_name").textValue()).isEqualTo("Ada");

        app.auth().misbehave(500, "text/plain", "");
        assertThat(http.get("/v1/profile").json()).isEqualTo(first.json());
    }

    @Test
    void before_the_event_has_come_it_can_be_edited() {
        app.accounts().add(Account.of(ada, "ada@example.com", "Ada", "Lovelace", null), token, "password");

        var answer = http.patch("/v1/profile", "{\"bio\": \"Countess\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(answer.json().get("first_name").textValue()).isEqualTo("Ada");
        assertThat(answer.json().get("bio").textValue()).isEqualTo("Countess");
    }

    @Test
    void a_token_that_auth_service_refuses_is_refused() {
        isProblem(http.get("/v1/profile"), 401, "invalid-token");
        isProblem(http.patch("/v1/profile", "{\"bio\": \"x\"}"), 401, "invalid-token");
        assertThat(http.get("/v1/profile").header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void when_auth_service_is_ill_a_missing_profile_is_an_outage() {
        app.auth().misbehave(500, "text/html", "<h1>a-marker</h1>");

        var answer = http.get("/v1/profile");

        isProblem(answer, 503, "unavailable");
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(answer.body()).doesNotContain("a-marker", "auth");
    }

    @Test
    void a_patch_changes_what_it_names() {
        adaHasAProfile();

        var answer = http.patch("/v1/profile", """
                {"first_name": " Augusta ", "last_name": "King", "bio": "Line 1\\nLine 2", "phone": "+4915112345678",
                 "locale": "DE-at", "time_zone": "Europe/Vienna"}""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        var profile = answer.json();
        assertThat(names(profile)).containsExactly(MEMBERS);
        assertThat(profile.get("first_name").textValue()).isEqualTo("Augusta");
        assertThat(profile.get("last_name").textValue()).isEqualTo("King");
        assertThat(profile.get("bio").textValue()).isEqualTo("Line 1\nLine 2");
        assertThat(profile.get("phone").textValue()).isEqualTo("+4915112345678");
        assertThat(profile.get("locale").textValue()).isEqualTo("de-AT");
        assertThat(profile.get("time_zone").textValue()).isEqualTo("Europe/Vienna");
        assertThat(profile.get("email").textValue()).isEqualTo("Ada@example.com");
        assertThat(http.get("/v1/profile").json()).isEqualTo(profile);
    }

    @Test
    void a_null_removes_and_absence_keeps() {
        adaHasAProfile();
        http.patch("/v1/profile", "{\"bio\": \"x\", \"phone\": \"+4915112345678\"}");

        var profile =
                http.patch("/v1/profile", "{\"bio\": null, \"locale\": null}").json();

        assertThat(profile.get("bio").isNull()).isTrue();
        assertThat(profile.get("locale").isNull()).isTrue();
        assertThat(profile.get("phone").textValue()).isEqualTo("+4915112345678");
    }

    @Test
    void a_patch_may_come_as_a_merge_patch() {
        adaHasAProfile();

        assertThat(http.patch("/v1/profile", "{\"bio\": \"x\"}", "Content-Type", "application/merge-patch+json")
                        .status())
                .isEqualTo(200);
        isProblem(
                http.patch("/v1/profile", "bio=x", "Content-Type", "application/x-www-form-urlencoded"),
                415,
                "unsupported-media-type");
    }

    @Test
    void an_empty_patch_changes_nothing() {
        adaHasAProfile();
        var before = http.get("/v1/profile");

        for (var same : List.of("{}", "{\"first_name\": \"Ada\"}", "{\"bio\": null}")) {
            var answer = http.patch("/v1/profile", same);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json()).isEqualTo(before.json());
            assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        }
    }

    @Test
    void a_stale_copy_overwrites_nothing() {
        adaHasAProfile();

        assertThat(http.patch("/v1/profile", "{\"bio\": \"1\"}", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        for (var stale : List.of("\"1\"", "W/\"2\"", "\"x\"", "2")) {
            isProblem(http.patch("/v1/profile", "{\"bio\": \"2\"}", "If-Match", stale), 412, "precondition-failed");
        }
        assertThat(http.get("/v1/profile").json().get("bio").textValue()).isEqualTo("1");

        for (var good : List.of("\"2\"", "\"1\", \"3\"", "*")) {
            assertThat(http.patch("/v1/profile", Map.of("bio", good), "If-Match", good)
                            .status())
                    .as(good)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"first_name\": null} | first_name",
                "{\"last_name\": \"\"} | last_name",
                "{\"first_name\": \" \"} | first_name",
                "{\"phone\": \"0151\"} | phone",
                "{\"locale\": \"en_GB\"} | locale",
                "{\"time_zone\": \"+01:00\"} | time_zone",
                "{\"bio\": \"a\\u0007b\"} | bio",
                "{\"first_name\": \"a\\nb\"} | first_name",
                "{\"first_name\": null, \"phone\": \"1\", \"bio\": \"fine\"} | first_name,phone"
            })
    void a_value_that_cannot_stand_is_refused_on_its_field(String patch, String fields) {
        adaHasAProfile();
        var before = http.get("/v1/profile");

        var answer = http.patch("/v1/profile", patch);

        isProblem(answer, 422, "invalid");
        assertThat(answer.json().get("errors").findValuesAsText("field")).containsExactly(fields.split(","));
        assertThat(http.get("/v1/profile").json()).isEqualTo(before.json());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"bio\"",
                "{",
                "{\"bio\": \"a\", \"bio\": \"b\"}",
                "{\"bio\": 1}",
                "{\"bio\": [\"x\"]}",
                "{\"first_name\": true}",
                "{\"email\": \"eve@example.com\"}",
                "{\"user_id\": \"01957000-0000-7000-8000-00000000000a\"}",
                "{\"avatar_url\": \"/x\"}",
                "{\"version\": 9}",
                "{\"created_by\": null}",
                "{\"roles\": [\"admin\"]}",
                "{\"firstName\": \"x\"}",
                "{\"bio\": \"a\\u0000b\"}",
                "{\"bio\": \"\\ud800\"}"
            })
    void a_malformed_patch_is_refused_whole(String patch) {
        adaHasAProfile();
        var before = http.get("/v1/profile");

        isProblem(http.patch("/v1/profile", patch), 400, "malformed-request");

        assertThat(http.get("/v1/profile").json()).isEqualTo(before.json());
    }

    @Test
    void everybody_has_a_profile_of_their_own() {
        adaHasAProfile();
        var bob = UUID.randomUUID();
        app.bean(CreateProfile.class).createProfile(Account.of(bob, "bob@example.com", "Bob", "Builder", null));

        var bobs = app.http().bearer(app.issuer().token(bob, "super-admin"));
        bobs.patch("/v1/profile", "{\"bio\": \"of Bob\"}");

        assertThat(bobs.get("/v1/profile").json().get("user_id").textValue()).isEqualTo(bob.toString());
        assertThat(http.get("/v1/profile").json().get("bio").isNull()).isTrue();
        isProblem(bobs.get("/v1/profile/" + ada), 404, "not-found");
    }

    @Test
    void nobody_gets_in_without_a_good_token() {
        adaHasAProfile();
        var expired =
                app.issuer().custom().subject(ada).expiresAt(Instant.EPOCH).mint();
        for (var stranger :
                List.of(app.http(), app.http().bearer("x"), app.http().bearer(expired))) {
            isProblem(stranger.get("/v1/profile"), 401, "invalid-token");
            isProblem(stranger.patch("/v1/profile", "{\"bio\": \"x\"}"), 401, "invalid-token");
        }
    }

    static void isProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("code").textValue()).isEqualTo(code);
        assertThat(answer.json().get("type").textValue()).isEqualTo("urn:usher:problem:" + code);
    }

    private static Stream<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey);
    }
}
