package dev.usher.catalog.products.adapter.in.http;

import static dev.usher.catalog.CatalogApp.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.catalog.CatalogApp;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Http.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductControllerTest {
    private static final String[] MEMBERS = {
        "id",
        "name",
        "description",
        "category",
        "price",
        "stock",
        "seller_id",
        "images",
        "created_at",
        "updated_at",
        "created_by",
        "updated_by"
    };

    private final CatalogApp app = CatalogApp.running();
    private final UUID seller = UUID.randomUUID();
    private final Http http = app.member(seller, "seller");
    private final String category = UUID.randomUUID().toString();

    @Test
    void an_offered_product_is_answered_whole_and_stands_where_location_says() {
        var answer = http.post("/v1/products", draft("Lamp", "19.9", "EUR"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        var product = answer.json();
        assertThat(product.fieldNames()).toIterable().containsExactly(MEMBERS);
        assertThat(product.get("name").textValue()).isEqualTo("Lamp");
        assertThat(product.get("description").textValue()).isEqualTo("line\n\ttwo");
        assertThat(product.get("category").textValue()).isEqualTo(category);
        assertThat(product.get("price")).hasToString("{\"amount\":\"19.90\",\"currency\":\"EUR\"}");
        assertThat(product.get("stock").intValue()).isEqualTo(3);
        assertThat(product.get("seller_id").textValue()).isEqualTo(seller.toString());
        assertThat(product.get("images").isArray()).isTrue();
        assertThat(product.get("images")).isEmpty();
        assertThat(product.get("created_at").textValue()).isEqualTo(NOW.toString());
        assertThat(product.get("updated_at").textValue()).isEqualTo(NOW.toString());
        assertThat(product.get("created_by").textValue()).isEqualTo(seller.toString());
        assertThat(product.get("updated_by").textValue()).isEqualTo(seller.toString());
        assertThat(UUID.fromString(product.get("id").textValue()).version()).isEqualTo(7);

        var location = Objects.requireNonNull(answer.header("Location"));
        assertThat(location).isEqualTo("/v1/products/" + product.get("id").textValue());
        for (var reader : List.of(app.http(), app.http().bearer("x"), app.as(), http)) {
            var read = reader.get(location);
            assertThat(read.status()).isEqualTo(200);
            assertThat(read.header("ETag")).isEqualTo("\"1\"");
            assertThat(read.json()).isEqualTo(product);
        }
    }

    @Test
    void a_description_is_not_needed() {
        var draft = draft("Lamp", "1", "EUR");
        for (var step = 0; step < 2; step++) {
            var answer = http.post("/v1/products", draft);
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.json().get("description").isNull()).isEqualTo(step == 1);
            draft.remove("description");
        }
    }

    @ParameterizedTest
    @CsvSource({"customer, 403, 403, 403", "seller, 201, 403, 403", "admin, 201, 200, 204", "super-admin, 201, 200, 204"
    })
    void another_ones_product_is_changed_by_who_may_change_all(String role, int offer, int edit, int remove) {
        var product = offered("Lamp");
        var other = member(role);

        assertThat(other.post("/v1/products", draft("Lamp", "1", "EUR")).status())
                .isEqualTo(offer);
        assertThat(other.patch(path(product), "{\"stock\": 4}").status()).isEqualTo(edit);
        assertThat(other.delete(path(product)).status()).isEqualTo(remove);
        assertThat(app.http().get(path(product)).status()).isEqualTo(remove == 204 ? 404 : 200);
    }

    @Test
    void what_counts_are_the_roles_of_the_moment_not_those_in_a_token() {
        var product = offered("Lamp");

        for (var role : List.of("seller", "super-admin", "admin")) {
            var token = app.http().bearer(app.tokenThatNames(UUID.randomUUID(), role));
            isProblem(token.post("/v1/products", draft("Lamp", "1", "EUR")), 403, "forbidden");
            isProblem(token.delete(path(product)), 403, "forbidden");
        }
        assertThat(app.as(seller).patch(path(product), "{\"stock\": 2}").status())
                .isEqualTo(200);
        app.member(seller, "customer");
        isProblem(http.patch(path(product), "{\"stock\": 1}"), 403, "forbidden");
    }

    @Test
    void refusals_of_roles_come_before_all_others() {
        var product = offered("Lamp");

        isProblem(member("customer").post("/v1/products", "{}"), 403, "forbidden");
        isProblem(member("seller").patch(path(product), "{\"stock\": -1}", "If-Match", "\"7\""), 403, "forbidden");
        isProblem(member("seller").delete(path(product), "If-Match", "\"7\""), 403, "forbidden");
        isProblem(member("customer").delete("/v1/products/" + UUID.randomUUID()), 403, "forbidden");
        isProblem(member("seller").delete("/v1/products/" + UUID.randomUUID()), 404, "not-found");
    }

    @Test
    void without_a_token_products_are_read_and_not_written() {
        var product = offered("Lamp");

        assertThat(app.http().get("/v1/products?category=" + category).status()).isEqualTo(200);
        for (var nobody : List.of(app.http(), app.http().bearer("x"))) {
            isProblem(nobody.post("/v1/products", draft("Lamp", "1", "EUR")), 401, "invalid-token");
            isProblem(nobody.patch(path(product), "{}"), 401, "invalid-token");
            isProblem(nobody.delete(path(product)), 401, "invalid-token");
        }
        isProblem(app.http().put("/v1/products", "{}"), 405, "method-not-allowed");
        isProblem(app.http().post(path(product), "{}"), 405, "method-not-allowed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name,category,price,stock",
                "{'name': null, 'category': null, 'price': null, 'stock': null} | name,category,price,stock",
                "{'name': ' ', 'category': '', 'price': {}, 'stock': 1} | name,category,price.amount,price.currency",
                "{'name': 'a\\nb', 'category': 'a\\tb', 'description': 'a\\u0007b', 'price': "
                        + "{'amount': '1', 'currency': 'EUR'}, 'stock': 1} | name,description,category",
                "{'name': 'a', 'category': 'c', 'price': {'amount': '1.999', 'currency': 'EUR'}, 'stock': -1}"
                        + " | price.amount,stock",
                "{'name': 'a', 'category': 'c', 'price': {'amount': '-1', 'currency': 'eur'}, 'stock': 2147483648}"
                        + " | price.amount,price.currency,stock",
                "{'name': 'a', 'category': 'c', 'price': {'amount': '1000000000000', 'currency': 'XXX'},"
                        + " 'stock': 9223372036854775807} | price.amount,price.currency,stock",
                "{'name': 'a', 'category': 'c', 'price': {'amount': '1e3', 'currency': 'EUR'}, 'stock': 0}"
                        + " | price.amount"
            })
    void a_value_that_cannot_stand_is_refused_on_its_field(String body, String fields) {
        isInvalid(http.post("/v1/products", body.replace('\'', '"')), fields.split(","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{'name': 1}",
                "{'stock': '3'}",
                "{'stock': 1.0}",
                "{'stock': 1e2}",
                "{'stock': 9223372036854775808}",
                "{'stock': true}",
                "{'price': '19.99'}",
                "{'price': 19.99}",
                "{'price': []}",
                "{'price': {'amount': 19.99, 'currency': 'EUR'}}",
                "{'price': {'amount': 19, 'currency': 'EUR'}}",
                "{'price': {'amount': '1', 'currency': 'EUR', 'x': 1}}",
                "{'price': {'amount': '1', 'amount': '2', 'currency': 'EUR'}}",
                "{'name': 'a', 'name': 'b'}",
                "{'seller_id': '01957000-0000-7000-8000-00000000000a'}",
                "{'id': '01957000-0000-7000-8000-00000000000a'}",
                "{'images': []}",
                "{'version': 7}",
                "{'created_by': null}",
                "{'name': 'a\\u0000'}",
                "{'description': '\\ud800'}"
            })
    void a_malformed_body_is_refused(String body) {
        var product = offered("Lamp");
        var sent = body.replace('\'', '"');

        isProblem(http.post("/v1/products", sent), 400, "malformed-request");
        isProblem(http.patch(path(product), sent), 400, "malformed-request");
        assertThat(http.get(path(product)).json()).isEqualTo(product);
    }

    @Test
    void a_patch_changes_what_it_names_and_says_who_did_it() {
        var product = offered("Lamp");
        var admin = UUID.randomUUID();

        var answer = app.member(admin, "admin").patch(path(product), "{\"name\": \"Lantern\", \"stock\": 0}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(answer.json().get("name").textValue()).isEqualTo("Lantern");
        assertThat(answer.json().get("stock").intValue()).isZero();
        assertThat(answer.json().get("description")).isEqualTo(product.get("description"));
        assertThat(answer.json().get("price")).isEqualTo(product.get("price"));
        assertThat(answer.json().get("seller_id").textValue()).isEqualTo(seller.toString());
        assertThat(answer.json().get("created_by").textValue()).isEqualTo(seller.toString());
        assertThat(answer.json().get("updated_by").textValue()).isEqualTo(admin.toString());
        assertThat(http.get(path(product)).json()).isEqualTo(answer.json());

        var removed =
                http.patch(path(product), "{\"description\": null}", "Content-Type", "application/merge-patch+json");
        assertThat(removed.status()).isEqualTo(200);
        assertThat(removed.json().get("description").isNull()).isTrue();
    }

    @Test
    void amount_and_currency_change_alone_or_together_and_are_judged_together() {
        var product = offered("Lamp");

        var cheaper = http.patch(path(product), "{\"price\": {\"amount\": \"5\"}}");
        assertThat(cheaper.json().get("price")).hasToString("{\"amount\":\"5.00\",\"currency\":\"EUR\"}");
        isInvalid(http.patch(path(product), "{\"price\": {\"currency\": \"JPY\"}}"), "price.amount");
        var yen = http.patch(path(product), "{\"price\": {\"amount\": \"500\", \"currency\": \"JPY\"}}");
        assertThat(yen.json().get("price")).hasToString("{\"amount\":\"500\",\"currency\":\"JPY\"}");
        assertThat(http.patch(path(product), "{\"price\": {}}").json()).isEqualTo(yen.json());
    }

    @Test
    void an_empty_patch_changes_nothing() {
        var product = offered("Lamp");

        var answer = member("admin").patch(path(product), "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(product);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void what_every_product_has_cannot_be_taken_away() {
        var body = "{\"name\": null, \"category\": null, \"price\": null, \"stock\": null}";

        isInvalid(http.patch(path(offered("Lamp")), body), "name", "category", "price", "stock");
        isInvalid(
                http.patch(path(offered("Lamp")), "{\"price\": {\"amount\": null, \"currency\": null}}"),
                "price.amount",
                "price.currency");
    }

    @Test
    void I_12_a_stale_copy_changes_and_removes_nothing() {
        var product = offered("Lamp");
        http.patch(path(product), "{\"stock\": 2}", "If-Match", "\"1\"");

        isProblem(http.patch(path(product), "{\"stock\": 1}", "If-Match", "\"1\""), 412, "precondition-failed");
        isProblem(http.patch(path(product), "{\"stock\": 1}", "If-Match", "W/\"2\""), 412, "precondition-failed");
        isProblem(http.delete(path(product), "If-Match", "\"1\""), 412, "precondition-failed");
        assertThat(http.get(path(product)).json().get("stock").intValue()).isEqualTo(2);

        assertThat(http.patch(path(product), "{\"stock\": 1}").header("ETag")).isEqualTo("\"3\"");
        assertThat(http.delete(path(product), "If-Match", "\"3\"").status()).isEqualTo(204);
    }

    @Test
    void what_is_removed_is_gone() {
        var product = offered("Lamp");

        var answer = http.delete(path(product));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.bytes()).isEmpty();
        isProblem(http.delete(path(product)), 404, "not-found");
        isProblem(http.get(path(product)), 404, "not-found");
        isProblem(http.patch(path(product), "{}"), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01957000-0000-7000-8000-00000000000a",
                "1",
                "x",
                "01957000-0000-7000-8000-00000000000A",
                "%27%20or%201=1",
                "..%2f..",
                "%252e"
            })
    void an_id_that_is_none_is_not_found(String id) {
        isProblem(app.http().get("/v1/products/" + id), 404, "not-found");
        isProblem(http.patch("/v1/products/" + id, "{}"), 404, "not-found");
        isProblem(http.delete("/v1/products/" + id), 404, "not-found");
    }

    @Test
    void a_nul_in_a_path_is_malformed() {
        isProblem(app.http().get("/v1/products/%00"), 400, "malformed-request");
    }

    private Http member(String role) {
        return app.member(UUID.randomUUID(), role);
    }

    private JsonNode offered(String name) {
        var answer = http.post("/v1/products", draft(name, "19.99", "EUR"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    private Map<String, @Nullable Object> draft(String name, String amount, String currency) {
        return draft(name, category, amount, currency);
    }

    static Map<String, @Nullable Object> draft(String name, String category, String amount, String currency) {
        var draft = new HashMap<String, @Nullable Object>();
        draft.put("name", name);
        draft.put("description", "line\n\ttwo");
        draft.put("category", category);
        draft.put("price", Map.of("amount", amount, "currency", currency));
        draft.put("stock", 3);
        return draft;
    }

    private static String path(JsonNode product) {
        return "/v1/products/" + product.get("id").textValue();
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
