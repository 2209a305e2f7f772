package dev.usher.catalog.rbac.adapter.in.http;

import static dev.usher.catalog.CatalogApp.NOW;
import static dev.usher.catalog.rbac.adapter.in.http.ServiceControllerTest.isInvalid;
import static dev.usher.catalog.rbac.adapter.in.http.ServiceControllerTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.catalog.CatalogApp;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Http.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What permissions and roles do beyond services: they are made of the level below, and what is used stays. */
@ParameterizedClass
@MethodSource("levels")
class LevelsTest {
    /**
     * @param whole the level
     * @param part the level below
     */
    record Level(String whole, String part) {
        String path() {
            return "/v1/" + whole + "s";
        }

        String partPath() {
            return "/v1/" + part + "s";
        }

        String ids() {
            return part + "_ids";
        }
    }

    static Stream<Level> levels() {
        return Stream.of(new Level("permission", "service"), new Level("role", "permission"));
    }

    @Parameter
    Level level = new Level("", "");

    private final CatalogApp app = CatalogApp.running();
    private final UUID root = UUID.randomUUID();
    private final Http http = app.as(root, "super-admin");
    private final String tag = UUID.randomUUID().toString();

    @Test
    void an_added_one_is_answered_whole_and_stands_where_location_says() {
        var part = part("part");
        var answer = http.post(
                level.path(), Map.of("name", tag + " a", "description", "d", level.ids(), List.of(id(part), id(part))));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.json().fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "name",
                        "description",
                        level.ids(),
                        "created_at",
                        "updated_at",
                        "created_by",
                        "updated_by");
        assertThat(ids(answer.json())).containsExactly(id(part));
        assertThat(answer.json().get("created_at").textValue()).isEqualTo(NOW.toString());
        assertThat(answer.json().get("created_by").textValue()).isEqualTo(root.toString());
        var location = Objects.requireNonNull(answer.header("Location"));
        assertThat(location).isEqualTo(level.path() + "/" + id(answer.json()));
        assertThat(http.get(location).json()).isEqualTo(answer.json());
    }

    @Test
    void it_may_be_made_of_nothing_and_need_not_be_described() {
        assertThat(ids(added("a"))).isEmpty();
    }

    @Test
    void a_name_is_unique_among_its_kind_in_any_case() {
        added("a");
        part("a");

        isProblem(
                http.post(level.path(), Map.of("name", (tag + " A").toUpperCase(Locale.ROOT), level.ids(), List.of())),
                409,
                "name-taken");
        isProblem(http.patch(path(added("b")), Map.of("name", tag + " A")), 409, "name-taken");
    }

    @Test
    void parts_that_do_not_exist_are_refused_on_their_field() {
        var whole = added("a");
        for (var unknown : List.of(UUID.randomUUID().toString(), "x", "", id(whole))) {
            var body = Map.of("name", tag + " b", level.ids(), List.of(id(part(UUID.randomUUID() + "")), unknown));
            isInvalid(http.post(level.path(), body), level.ids());
            isInvalid(http.patch(path(whole), body), level.ids());
        }
        isInvalid(
                http.post(level.path(), "{\"name\": \"%s c\", \"%s\": [null]}".formatted(tag, level.ids())),
                level.ids());
        isInvalid(http.patch(path(whole), "{\"%s\": null}".formatted(level.ids())), level.ids());
        isInvalid(http.post(level.path(), Map.of("name", "")), "name", level.ids());
        assertThat(http.get(path(whole)).json()).isEqualTo(whole);
        assertThat(http.get(level.path() + "?name=" + tag).json().get("total").intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "[1]", "{}", "[[]]", "true"})
    void a_list_that_is_none_is_malformed(String list) {
        var body = "{\"name\": \"%s a\", \"%s\": %s}".formatted(tag, level.ids(), list);

        isProblem(http.post(level.path(), body), 400, "malformed-request");
        isProblem(http.patch(path(added("b")), body), 400, "malformed-request");
    }

    @Test
    void a_patch_replaces_the_list_as_a_whole_or_leaves_it() {
        var one = part("one");
        var two = part("two");
        var whole = added("a", one);

        var replaced = http.patch(path(whole), Map.of(level.ids(), List.of(id(two))), "If-Match", "\"1\"");
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
        assertThat(ids(replaced.json())).containsExactly(id(two));

        isProblem(
                http.patch(path(whole), Map.of(level.ids(), List.of()), "If-Match", "\"1\""),
                412,
                "precondition-failed");
        var described = http.patch(path(whole), Map.of("description", "d"));
        assertThat(ids(described.json())).containsExactly(id(two));
        assertThat(http.get(path(whole)).json()).isEqualTo(described.json());
        assertThat(ids(http.patch(path(whole), Map.of(level.ids(), List.of())).json()))
                .isEmpty();
    }

    @Test
    void a_list_can_be_narrowed_to_those_made_of_something() {
        var part = part("part");
        var with = added("with", part);
        added("without");

        var found = http.get(level.path() + "?sort=-name,created_at&" + level.part() + "_id=" + id(part));
        assertThat(found.json().get("total").intValue()).isEqualTo(1);
        assertThat(found.json().at("/items/0")).isEqualTo(with);
        var nothing = http.get(level.path() + "?" + level.part() + "_id=" + UUID.randomUUID());
        assertThat(nothing.json().get("total").intValue()).isZero();
        isInvalid(http.get(level.path() + "?" + level.part() + "_id=x"), level.part() + "_id");
        isInvalid(http.get(level.path() + "?" + level.whole() + "_id=" + id(part)), level.whole() + "_id");
    }

    @Test
    void what_is_in_use_is_not_removed_unless_by_force() {
        var part = part("part");
        var rest = part("rest");
        var whole = added("a", part, rest);

        var refused = http.delete(partPath(part));
        isProblem(refused, 409, "in-use");
        assertThat(refused.json().get("used_by")).hasSize(1);
        var use = refused.json().at("/used_by/0");
        assertThat(use.fieldNames()).toIterable().containsExactly("kind", "id", "name");
        assertThat(use.get("kind").textValue()).isEqualTo(level.whole());
        assertThat(use.get("id").textValue()).isEqualTo(id(whole));
        assertThat(use.get("name").textValue()).isEqualTo(tag + " a");
        isProblem(http.delete(partPath(part) + "?force=false"), 409, "in-use");

        isProblem(http.delete(partPath(part) + "?force=true", "If-Match", "\"7\""), 412, "precondition-failed");
        var other = UUID.randomUUID();
        assertThat(app.as(other, "super-admin")
                        .delete(partPath(part) + "?force=true")
                        .status())
                .isEqualTo(204);
        isProblem(http.get(partPath(part)), 404, "not-found");
        var left = http.get(path(whole));
        assertThat(ids(left.json())).containsExactly(id(rest));
        assertThat(left.header("ETag")).isEqualTo("\"2\"");
        assertThat(left.json().get("updated_by").textValue()).isEqualTo(other.toString());
        isProblem(http.delete(partPath(part) + "?force=true"), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"force=1", "force=maybe", "forced=true", "force=true&force=true"})
    void a_misspelt_wish_removes_nothing(String query) {
        var whole = added("a");

        assertThat(http.delete(path(whole) + "?" + query).status()).isIn(400, 422);
        assertThat(http.get(path(whole)).status()).isEqualTo(200);
        assertThat(http.delete(path(whole)).status()).isEqualTo(204);
    }

    private JsonNode added(String name, JsonNode... parts) {
        return added(
                level.path(),
                Map.of(
                        "name",
                        tag + " " + name,
                        level.ids(),
                        Stream.of(parts).map(LevelsTest::id).toList()));
    }

    private JsonNode part(String name) {
        return added(
                level.partPath(),
                level.part().equals("service")
                        ? Map.of("name", tag + " " + name)
                        : Map.of("name", tag + " " + name, "service_ids", List.of()));
    }

    private JsonNode added(String path, Map<String, ?> body) {
        Answer answer = http.post(path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    private String path(JsonNode whole) {
        return level.path() + "/" + id(whole);
    }

    private String partPath(JsonNode part) {
        return level.partPath() + "/" + id(part);
    }

    private static String id(JsonNode entry) {
        return entry.get("id").textValue();
    }

    private List<String> ids(JsonNode whole) {
        return StreamSupport.stream(whole.get(level.ids()).spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
