package dev.usher.catalog.rbac.adapter.in.http;

import static dev.usher.catalog.CatalogApp.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.catalog.CatalogApp;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Http.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceControllerTest {
    private static final String[] MEMBERS = {
        "id", "name", "description", "created_at", "updated_at", "created_by", "updated_by"
    };

    private final CatalogApp app = CatalogApp.running();
    private final UUID root = UUID.randomUUID();
    private final Http http = app.as(root, "super-admin");
    private final String tag = UUID.randomUUID().toString();

    @Test
    void an_added_service_is_answered_whole_and_stands_where_location_says() {
        var answer = http.post("/v1/services", draft(tag + " billing", "line\n\ttwo"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        var service = answer.json();
        assertThat(service.fieldNames()).toIterable().containsExactly(MEMBERS);
        assertThat(service.get("name").textValue()).isEqualTo(tag + " billing");
        assertThat(service.get("description").textValue()).isEqualTo("line\n\ttwo");
        assertThat(service.get("created_at").textValue()).isEqualTo(NOW.toString());
        assertThat(service.get("updated_at").textValue()).isEqualTo(NOW.toString());
        assertThat(service.get("created_by").textValue()).isEqualTo(root.toString());
        assertThat(service.get("updated_by").textValue()).isEqualTo(root.toString());
        assertThat(UUID.fromString(service.get("id").textValue()).version()).isEqualTo(7);

        var location = Objects.requireNonNull(answer.header("Location"));
        assertThat(location).isEqualTo("/v1/services/" + service.get("id").textValue());
        var read = http.get(location);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("ETag")).isEqualTo("\"1\"");
        assertThat(read.json()).isEqualTo(service);
    }

    @Test
    void a_description_is_not_needed() {
        for (var body : List.of("{\"name\": \"%s a\"}", "{\"name\": \"%s b\", \"description\": null}")) {
            var answer = http.post("/v1/services", body.formatted(tag));
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.json().get("description").isNull()).isTrue();
        }
    }

    @Test
    void a_taken_name_is_refused_whatever_its_case() {
        var taken = added("billing");
        var other = added("search");

        isProblem(http.post("/v1/services", draft(tag.toUpperCase(Locale.ROOT) + " BILLING", null)), 409, "name-taken");
        isProblem(http.patch(path(other), draft(tag + " Billing", null)), 409, "name-taken");
        assertThat(http.patch(path(taken), draft(tag + " Billing", null)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name",
                "{\"name\": null} | name",
                "{\"name\": \" \"} | name",
                "{\"name\": \"a\\nb\"} | name",
                "{\"name\": \"\", \"description\": \"a\\u0007b\"} | name,description"
            })
    void a_value_that_cannot_stand_is_refused_on_its_field(String body, String fields) {
        isInvalid(http.post("/v1/services", body), fields.split(","));
    }

    @Test
    void lengths_count_code_points() {
        var hundred = tag + "😀".repeat(100 - tag.length());
        assertThat(http.post("/v1/services", draft(hundred, "😀".repeat(1000))).status())
                .isEqualTo(201);
        isInvalid(http.post("/v1/services", draft(hundred + "x", "x".repeat(1001))), "name", "description");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"name\": 1}",
                "{\"name\": \"a\", \"name\": \"b\"}",
                "{\"name\": \"a\", \"id\": \"x\"}",
                "{\"name\": \"a\", \"created_by\": null}",
                "{\"name\": \"a\", \"version\": 7}",
                "{\"name\": \"a\\u0000\"}"
            })
    void a_malformed_body_is_refused(String body) {
        var service = added("billing");

        isProblem(http.post("/v1/services", body), 400, "malformed-request");
        isProblem(http.patch(path(service), body), 400, "malformed-request");
        assertThat(http.get(path(service)).json()).isEqualTo(service);
    }

    @Test
    void a_patch_changes_what_it_names_and_says_who_did_it() {
        var service =
                http.post("/v1/services", draft(tag + " billing", "Invoices.")).json();
        var other = UUID.randomUUID();

        var answer = app.as(other, "super-admin").patch(path(service), "{\"name\": \"%s invoices\"}".formatted(tag));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(answer.json().get("name").textValue()).isEqualTo(tag + " invoices");
        assertThat(answer.json().get("description").textValue()).isEqualTo("Invoices.");
        assertThat(answer.json().get("created_by").textValue()).isEqualTo(root.toString());
        assertThat(answer.json().get("updated_by").textValue()).isEqualTo(other.toString());
        assertThat(http.get(path(service)).json()).isEqualTo(answer.json());

        var removed =
                http.patch(path(service), "{\"description\": null}", "Content-Type", "application/merge-patch+json");
        assertThat(removed.status()).isEqualTo(200);
        assertThat(removed.json().get("description").isNull()).isTrue();
    }

    @Test
    void an_empty_patch_changes_nothing() {
        var service = added("billing");

        var answer = app.as("super-admin").patch(path(service), "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(service);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void a_name_cannot_be_taken_away() {
        isInvalid(http.patch(path(added("billing")), "{\"name\": null}"), "name");
    }

    @Test
    void a_stale_copy_changes_and_removes_nothing() {
        var service = added("billing");
        http.patch(path(service), "{\"description\": \"2\"}", "If-Match", "\"1\"");

        isProblem(
                http.patch(path(service), "{\"description\": \"3\"}", "If-Match", "\"1\""), 412, "precondition-failed");
        isProblem(http.delete(path(service), "If-Match", "\"1\""), 412, "precondition-failed");
        assertThat(http.get(path(service)).json().get("description").textValue())
                .isEqualTo("2");

        assertThat(http.delete(path(service), "If-Match", "\"2\"").status()).isEqualTo(204);
    }

    @Test
    void what_is_removed_is_gone() {
        var service = added("billing");

        var answer = http.delete(path(service));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.bytes()).isEmpty();
        isProblem(http.delete(path(service)), 404, "not-found");
        isProblem(http.get(path(service)), 404, "not-found");
        isProblem(http.patch(path(service), "{}"), 404, "not-found");
        assertThat(http.post("/v1/services", draft(tag + " billing", null)).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01957000-0000-7000-8000-00000000000a",
                "1",
                "x",
                "01957000-0000-7000-8000-00000000000A",
                "0-0-0-0-0",
                "%27%20or%201=1",
                "..%2f..",
                "%252e"
            })
    void an_id_that_is_none_is_not_found(String id) {
        isProblem(http.get("/v1/services/" + id), 404, "not-found");
        isProblem(http.patch("/v1/services/" + id, "{}"), 404, "not-found");
        isProblem(http.delete("/v1/services/" + id), 404, "not-found");
    }

    @Test
    void a_nul_in_a_path_is_malformed() {
        isProblem(http.get("/v1/services/%00"), 400, "malformed-request");
    }

    @Test
    void a_list_is_cut_into_pages() {
        for (var name : List.of("a", "b", "C")) {
            added(name);
        }

        var first = http.get("/v1/services?size=2&sort=name&name=" + tag);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().fieldNames()).toIterable().containsExactly("items", "page", "size", "total");
        assertThat(first.json().get("page").intValue()).isZero();
        assertThat(first.json().get("size").intValue()).isEqualTo(2);
        assertThat(first.json().get("total").intValue()).isEqualTo(3);
        assertThat(names(first)).containsExactly(tag + " a", tag + " b");
        assertThat(first.json().at("/items/0").fieldNames()).toIterable().containsExactly(MEMBERS);
        assertThat(names(http.get("/v1/services?size=2&sort=name&page=1&name=" + tag)))
                .containsExactly(tag + " C");
        assertThat(names(http.get("/v1/services?size=2&sort=name&page=2&name=" + tag)))
                .isEmpty();
        assertThat(names(http.get("/v1/services?sort=-name&name=" + tag)))
                .containsExactly(tag + " C", tag + " b", tag + " a");
        assertThat(names(http.get("/v1/services?sort=created_at,-name&name=" + tag)))
                .containsExactly(tag + " C", tag + " b", tag + " a");
    }

    @Test
    void a_filter_is_taken_literally() {
        added("100% sure");
        added("plain");

        assertThat(names(http.get("/v1/services?name=100%25+SURE"))).contains(tag + " 100% sure");
        assertThat(names(http.get("/v1/services?size=100&name=%25"))).noneMatch(name -> name.endsWith("plain"));
        assertThat(names(http.get("/v1/services?name=" + tag + "+_lain"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "page=-1 | page",
                "page=x | page",
                "size=0 | size",
                "size=101 | size",
                "size=99999999999 | size",
                "sort=description | sort",
                "sort=name,name | sort",
                "sort= | sort",
                "sort=--name | sort",
                "description=x | description",
                "cursor=x | cursor",
                "name=a%07b | name",
                "service_id=01957000-0000-7000-8000-00000000000a | service_id",
                "page=x&size=y | page,size"
            })
    void a_query_that_means_nothing_is_refused(String query, String fields) {
        isInvalid(http.get("/v1/services?" + query), fields.split(","));
    }

    @Test
    void a_parameter_that_comes_twice_is_malformed() {
        isProblem(http.get("/v1/services?page=0&page=1"), 400, "malformed-request");
    }

    private JsonNode added(String name) {
        var answer = http.post("/v1/services", draft(tag + " " + name, null));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    private static Map<String, @Nullable String> draft(String name, @Nullable String description) {
        var draft = new HashMap<String, @Nullable String>();
        draft.put("name", name);
        draft.put("description", description);
        return draft;
    }

    private static String path(JsonNode service) {
        return "/v1/services/" + service.get("id").textValue();
    }

    private static List<String> names(Answer list) {
        return list.json().get("items").findValuesAsText("name");
    }

    static void isInvalid(Answer answer, String... fields) {
        isProblem(answer, 422, "invalid");
        assertThat(answer.json().get("errors").findValuesAsText("field")).containsExactly(fields);
    }

    static void isProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("code").textValue()).isEqualTo(code);
        assertThat(answer.json().get("type").textValue()).isEqualTo("urn:usher:problem:" + code);
    }
}
