package dev.usher.catalog.products.adapter.in.http;

import static dev.usher.catalog.products.adapter.in.http.ProductControllerTest.draft;
import static dev.usher.catalog.products.adapter.in.http.ProductControllerTest.isInvalid;
import static dev.usher.catalog.products.adapter.in.http.ProductControllerTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.catalog.CatalogApp;
import dev.usher.catalog.products.application.port.Products.Filter;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Http.Answer;
import dev.usher.kernel.value.PageRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductListTest {
    private final CatalogApp app = CatalogApp.running();
    private final UUID seller = UUID.randomUUID();
    private final Http http = app.http();
    private final Http selling = app.member(seller, "seller");
    private final String category = UUID.randomUUID().toString();
    private final String mine = "/v1/products?category=" + category;

    @BeforeEach
    void offers() {
        offer("Red lamp", "10", "EUR");
        offer("Blue lamp", "20", "USD");
        offer("Chair 100%", "20", "EUR");
        offer("Zebra", "500", "JPY");
        offer("apple", "0", "EUR");
    }

    private void offer(String name, String amount, String currency) {
        var answer = selling.post("/v1/products", draft(name, category, amount, currency));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void a_list_is_cut_into_pages() {
        var first = http.get(mine + "&size=2&sort=name");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().fieldNames())
                .toIterable()
                .containsExactly("items", "page", "size", "total", "next_cursor");
        assertThat(first.json().get("page").intValue()).isZero();
        assertThat(first.json().get("size").intValue()).isEqualTo(2);
        assertThat(first.json().get("total").intValue()).isEqualTo(5);
        assertThat(names(first)).containsExactly("Blue lamp", "Chair 100%");
        assertThat(names(http.get(mine + "&size=2&sort=name&page=1"))).containsExactly("Red lamp", "Zebra");
        var last = http.get(mine + "&size=2&sort=name&page=2");
        assertThat(names(last)).containsExactly("apple");
        assertThat(last.json().get("next_cursor").isNull()).isTrue();
        var beyond = http.get(mine + "&size=100&page=21474835");
        assertThat(names(beyond)).isEmpty();
        assertThat(beyond.json().get("total").intValue()).isEqualTo(5);
        assertThat(beyond.json().get("next_cursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sort=-name | apple,Zebra,Red lamp,Chair 100%,Blue lamp",
                "sort=price | apple,Red lamp,Chair 100%,Blue lamp,Zebra",
                "sort=-price | Zebra,Blue lamp,Chair 100%,Red lamp,apple",
                "sort=created_at,name | Blue lamp,Chair 100%,Red lamp,Zebra,apple",
                "sort=-created_at,-name | apple,Zebra,Red lamp,Chair 100%,Blue lamp",
                "sort=name&currency=EUR | Chair 100%,Red lamp,apple",
                "sort=name&min_price=10.01 | Blue lamp,Chair 100%,Zebra",
                "sort=name&max_price=10.00 | Red lamp,apple",
                "sort=name&min_price=20&max_price=20&currency=EUR | Chair 100%",
                "sort=name&min_price=30&max_price=20 |",
                "sort=name&q=LAMP | Blue lamp,Red lamp",
                "sort=name&q=lamp+-red | Blue lamp",
                "sort=name&q=%22two+lamp%22 |",
                "sort=name&q=two+lamp | Blue lamp,Red lamp",
                "sort=name&q=100%25 | Chair 100%",
                "sort=name&q=%25 |",
                "sort=name&q=_hair |",
                "sort=name&q=%27%20or%201%3D1%20-- |"
            })
    void a_list_is_sorted_and_filtered_as_asked(String query, String names) {
        var expected = names == null ? List.<String>of() : List.of(names.split(","));

        var answer = http.get(mine + "&" + query);

        assertThat(names(answer)).containsExactlyElementsOf(expected);
        assertThat(answer.json().get("total").intValue()).isEqualTo(expected.size());
    }

    @Test
    void a_list_of_one_seller_is_of_theirs_only() {
        var list = http.get("/v1/products?seller_id=" + seller);

        assertThat(names(list)).hasSize(5);
        assertThat(list.json().get("total").intValue()).isEqualTo(5);
        assertThat(names(http.get("/v1/products?seller_id=" + UUID.randomUUID())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&sort=name",
                "&sort=-name",
                "&sort=price",
                "&sort=-price",
                "&sort=created_at",
                "&sort=-created_at",
                "&sort=-price,name",
                "&sort=created_at,-price,name"
            })
    void every_page_but_the_last_leads_on_for_every_sort(String sort) {
        var whole = names(http.get(mine + sort));
        var seen = new ArrayList<String>();
        var answer = http.get(mine + sort + "&size=2");
        for (var page = 0; page < 3; page++) {
            assertThat(answer.json().get("page").intValue()).isEqualTo(page);
            assertThat(answer.json().get("total").intValue()).isEqualTo(5);
            seen.addAll(names(answer));
            var cursor = answer.json().get("next_cursor");
            assertThat(cursor.isNull()).isEqualTo(page == 2);
            if (page < 2) {
                answer = http.get("/v1/products?size=2&cursor=" + cursor.textValue());
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            }
        }
        assertThat(seen).isEqualTo(whole);
    }

    @Test
    void a_walk_is_not_disturbed_by_who_adds_and_removes() {
        var first = http.get(mine + "&size=2&sort=name");
        selling.delete("/v1/products/" + first.json().at("/items/1/id").textValue());
        offer("Aardvark", "1", "EUR");
        offer("Desk", "1", "EUR");

        var second = http.get("/v1/products?size=100&cursor=" + cursor(first));

        assertThat(names(second)).containsExactly("Desk", "Red lamp", "Zebra", "apple");
        assertThat(second.json().get("total").intValue()).isEqualTo(5);
    }

    @Test
    void a_cursor_belongs_to_its_list() {
        var cursor = cursor(http.get(mine + "&size=2&sort=name"));

        assertThat(http.get(mine + "&sort=name&cursor=" + cursor).status()).isEqualTo(200);
        for (var other : List.of("sort=-name", "category=x", "q=lamp", "currency=EUR", "page=1")) {
            isInvalid(http.get("/v1/products?cursor=" + cursor + "&" + other), "cursor");
        }
    }

    @Test
    void a_cursor_that_was_touched_is_none() {
        var cursor = cursor(http.get(mine + "&size=2&sort=name"));

        for (var index : List.of(0, cursor.length() / 2, cursor.length() - 1)) {
            var other = cursor.charAt(index) == 'A' ? 'B' : 'A';
            var touched = cursor.substring(0, index) + other + cursor.substring(index + 1);
            isInvalid(http.get("/v1/products?cursor=" + touched), "cursor");
        }
        for (var bad : List.of("", "x", "AAAA", "%00x", cursor + "A", cursor + "=", "%F0%9F%98%80", "e30")) {
            var answer = http.get("/v1/products?cursor=" + bad);
            assertThat(answer.status()).as(bad).isIn(400, 422);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "page=-1 | page",
                "page=x | page",
                "page=2147483648 | page",
                "page=9223372036854775808 | page",
                "size=0 | size",
                "size=101 | size",
                "size=99999999999 | size",
                "sort=description | sort",
                "sort=seller_id | sort",
                "sort=name,name | sort",
                "sort= | sort",
                "sort=--name | sort",
                "sort=name%20desc | sort",
                "sort=name;drop | sort",
                "description=x | description",
                "name=x | name",
                "category= | category",
                "category=a%07b | category",
                "seller_id=1 | seller_id",
                "seller_id= | seller_id",
                "currency=eur | currency",
                "currency=XXX | currency",
                "min_price=-1 | min_price",
                "min_price=1e3 | min_price",
                "min_price=1000000000000 | min_price",
                "max_price=NaN | max_price",
                "max_price= | max_price",
                "q= | q",
                "q=%20 | q",
                "q=a%07 | q",
                "currency=x&min_price=y&max_price=z&seller_id=1 | seller_id,currency,min_price,max_price",
                "page=x&size=y | page,size"
            })
    void a_query_that_means_nothing_is_refused(String query, String fields) {
        isInvalid(http.get("/v1/products?" + query), fields.split(","));
    }

    @Test
    void text_of_any_kind_finds_or_finds_nothing() {
        for (var text :
                List.of("'", "\"", "\\", "& | !", "((", ":*", "<->", "- -", "😀".repeat(200), "w".repeat(200))) {
            var answer = http.get(mine + "&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
            assertThat(answer.status()).as(text).isEqualTo(200);
            assertThat(names(answer)).as(text).isEmpty();
        }
        isInvalid(http.get(mine + "&q=" + "w".repeat(201)), "q");
        isProblem(http.get(mine + "&q=%00"), 400, "malformed-request");
    }

    @Test
    void the_longest_cursor_comes_back() {
        var longest = "😀".repeat(200);
        var category = "😁".repeat(64) + UUID.randomUUID();
        for (var count = 0; count < 2; count++) {
            selling.post("/v1/products", draft(longest, category, "999999999999.99", "EUR"));
        }
        var filters = "&category=" + URLEncoder.encode(category, StandardCharsets.UTF_8) + "&seller_id=" + seller
                + "&currency=EUR&min_price=0.0000&max_price=999999999999.9999&q=two";

        var first = http.get("/v1/products?size=1&sort=name,-price,created_at" + filters);
        var second = http.get("/v1/products?size=1&cursor=" + cursor(first));

        assertThat(names(second)).containsExactly(longest);
        assertThat(second.json().get("next_cursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        ", , , name, 1000000, false",
        "c, , , -price, 1000000, false",
        ", true, , '', 1000000, false",
        ", , , 'price,name', 1000000, true",
        ", , EUR, name, 1000000, true",
        "c, true, , name, 1000000, true",
        "c, , EUR, name, 100000, true",
        "c, , EUR, name, 99999, false"
    })
    void a_page_is_too_deep_where_all_before_it_would_have_to_be_looked_at(
            @Nullable String category,
            @Nullable Boolean ofSeller,
            @Nullable String currency,
            String sort,
            long total,
            boolean deep) {
        var filter = new Filter(category, ofSeller == null ? null : seller, currency, null, null, null);
        var orders = Stream.of(sort.split(",", -1))
                .filter(field -> !field.isEmpty())
                .map(field -> new PageRequest.Order(field.replace("-", ""), field.startsWith("-")))
                .toList();

        assertThat(ProductList.isTooDeep(filter, new PageRequest(5001, 20, orders), total))
                .isEqualTo(deep);
        assertThat(ProductList.isTooDeep(filter, new PageRequest(5000, 20, orders), total))
                .isFalse();
    }

    @Test
    void a_parameter_that_comes_twice_is_malformed() {
        isProblem(http.get("/v1/products?page=0&page=1"), 400, "malformed-request");
        isProblem(http.get("/v1/products?category=a&category=b"), 400, "malformed-request");
    }

    private static String cursor(Answer list) {
        return Objects.requireNonNull(list.json().get("next_cursor").textValue());
    }

    private static List<String> names(Answer list) {
        assertThat(list.status()).as(list.body()).isEqualTo(200);
        var names = new ArrayList<String>();
        list.json()
                .get("items")
                .forEach((JsonNode item) -> names.add(item.get("name").textValue()));
        return names;
    }
}
