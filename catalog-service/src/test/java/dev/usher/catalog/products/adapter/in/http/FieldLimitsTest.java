package dev.usher.catalog.products.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.catalog.CatalogApp;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** what the description says of a field is what the database holds, to the last character, and no more. */
class FieldLimitsTest {
    private static final String REFUSED_BY_CHECK = "23514";
    private static final String OUT_OF_RANGE = "22003";

    private final CatalogApp app = CatalogApp.running();
    private final JsonNode schemas = schemas();

    private JsonNode schemas() {
        Map<String, Object> loaded =
                new Yaml().load(app.http().get("/openapi.yml").body());
        return new ObjectMapper().<JsonNode>valueToTree(loaded).at("/components/schemas");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "description", "category"})
    void A_15_texts_are_as_long_as_described(String field) {
        var longest = limit(field, "maxLength").intValue();

        assertThat(stored(field, "'" + "😀".repeat(longest) + "'")).isEmpty();
        assertThat(stored(field, "'" + "x".repeat(longest + 1) + "'")).isEqualTo(REFUSED_BY_CHECK);
        if (!field.equals("description")) {
            assertThat(limit(field, "minLength").intValue()).isEqualTo(1);
            assertThat(stored(field, "''")).isEqualTo(REFUSED_BY_CHECK);
            assertThat(stored(field, "null")).isEqualTo("23502");
        }
    }

    @Test
    void A_15_stock_is_in_the_described_range() {
        var most = limit("stock", "maximum").longValue();

        assertThat(limit("stock", "minimum").intValue()).isZero();
        assertThat(stored("stock", "0")).isEmpty();
        assertThat(stored("stock", "-1")).isEqualTo(REFUSED_BY_CHECK);
        assertThat(stored("stock", String.valueOf(most))).isEmpty();
        assertThat(stored("stock", String.valueOf(most + 1))).isEqualTo(OUT_OF_RANGE);
    }

    /** What the schema, the database and both together have no room for. */
    @ParameterizedTest
    @CsvSource({"0, ''", "999999999999.9999, ''", "1000000000000, 22003", "-0.0001, 23514", "-1, 23514"})
    void A_15_amounts_are_in_the_described_range(String amount, String state) {
        for (var schema : List.of("Price", "PriceDraft", "PricePatch")) {
            var pattern = schemas.path(schema).at("/properties/amount/pattern").asText();
            assertThat(amount.matches(pattern)).as(schema).isEqualTo(state.isEmpty());
        }
        assertThat(stored("amount", amount)).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"EUR, ''", "eur, 23514", "EURO, 23514", "EU, 23514", "E1R, 23514"})
    void A_15_currencies_are_codes(String currency, String state) {
        for (var schema : List.of("Price", "PriceDraft", "PricePatch")) {
            var pattern =
                    schemas.path(schema).at("/properties/currency/pattern").asText();
            assertThat(currency.matches(pattern)).as(schema).isEqualTo(state.isEmpty());
        }
        assertThat(stored("currency", "'" + currency + "'")).isEqualTo(state);
    }

    @Test
    void what_is_answered_and_sent_is_what_is_described() {
        var answer = app.member(UUID.randomUUID(), "seller")
                .post(
                        "/v1/products",
                        ProductControllerTest.draft("Lamp", UUID.randomUUID().toString(), "1", "EUR"));

        assertThat(fields("Product"))
                .containsExactlyElementsOf(() -> answer.json().fieldNames());
        assertThat(schemas.at("/Product/required"))
                .extracting(JsonNode::textValue)
                .containsExactlyInAnyOrderElementsOf(fields("Product"));
        assertThat(fields("ProductDraft")).containsExactly("name", "description", "category", "price", "stock");
        assertThat(fields("ProductPatch")).containsExactly("name", "description", "category", "price", "stock");
        assertThat(schemas.at("/ProductDraft/required"))
                .extracting(JsonNode::textValue)
                .containsExactlyInAnyOrder("name", "category", "price", "stock");
        assertThat(schemas.path("ProductPatch").has("required")).isFalse();
        assertThat(fields("ProductImage")).containsExactly("id", "url", "thumbnail_url", "width", "height");
    }

    private List<String> fields(String schema) {
        Iterable<String> names = () -> schemas.path(schema).path("properties").fieldNames();
        return StreamSupport.stream(names.spliterator(), false).toList();
    }

    /** The same in every schema that has the field. */
    private JsonNode limit(String field, String keyword) {
        var limits = List.of("Product", "ProductDraft", "ProductPatch").stream()
                .map(schema ->
                        schemas.path(schema).path("properties").path(field).path(keyword))
                .distinct()
                .toList();
        assertThat(limits).as(field + " " + keyword).hasSize(1);
        assertThat(limits.getFirst().isNumber()).isTrue();
        return limits.getFirst();
    }

    /** The SQL state with which the database refuses a product with this value; empty when it does not. */
    private String stored(String column, String value) {
        var values = new LinkedHashMap<>(Map.of(
                "name", "'n'",
                "category", "'c'",
                "description", "null",
                "amount", "1",
                "currency", "'EUR'",
                "stock", "1"));
        values.put(column, value);
        var sql = """
                insert into product (id, seller_id, version, created_at, updated_at, created_by, updated_by, %s)
                values (gen_random_uuid(), gen_random_uuid(), 1, now(), now(), gen_random_uuid(), gen_random_uuid(), %s)
                """.formatted(String.join(", ", values.keySet()), String.join(", ", values.values()));
        var state = new StringBuilder();
        app.database(statement -> {
            statement.getConnection().setAutoCommit(false);
            try {
                statement.execute(sql);
            } catch (SQLException refused) {
                state.append(refused.getSQLState());
            }
            statement.getConnection().rollback();
        });
        return state.toString();
    }
}
