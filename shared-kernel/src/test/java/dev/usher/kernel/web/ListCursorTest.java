package dev.usher.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.value.InvalidValue;
import io.micronaut.http.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list that sorts by name and created_at, filters by q, and takes cursors. */
class ListCursorTest {
    private static final CursorSeal SEAL = new CursorSeal(new byte[32]);
    private static final CursorSeal OTHER =
            new CursorSeal("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));

    private static ListQuery list(String query) {
        return ListQuery.of(request(query), Set.of("name", "created_at"), Set.of("q"), SEAL);
    }

    /** A request of a client, which does not read its own address. */
    private static HttpRequest<?> request(String query) {
        var request = HttpRequest.GET("/v1/list");
        for (var pair : query.split("&", -1)) {
            var parts = pair.split("=", 2);
            if (parts.length == 2) {
                request.getParameters().add(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return request;
    }

    private static String cursor(String query) {
        return list(query).next(List.of("Ada", "7"), 90, SEAL);
    }

    private static void assertRefused(String query) {
        assertThatThrownBy(() -> list(query))
                .isInstanceOfSatisfying(
                        InvalidValue.class,
                        invalid -> assertThat(invalid.violations())
                                .extracting(violation -> violation.field() + " " + violation.code())
                                .containsExactly("cursor invalid"));
    }

    @Test
    void without_a_cursor_a_page_is_told_by_its_number_and_has_to_be_counted() {
        var query = list("page=2&size=5");
        assertThat(query.position()).isEmpty();
        assertThat(query.total()).isEqualTo(OptionalLong.empty());
    }

    @Test
    void a_cursor_knows_the_list_it_belongs_to() {
        var next = list("size=5&cursor=" + cursor("sort=-name,created_at&q=a%20b&size=7"));
        assertThat(next.position()).contains(List.of("Ada", "7"));
        assertThat(next.total()).hasValue(90);
        assertThat(next.page().page()).isEqualTo(1);
        assertThat(next.page().size()).isEqualTo(5);
        assertThat(next.page().sort())
                .isEqualTo(list("sort=-name,created_at").page().sort());
        assertThat(next.filter("q")).contains("a b");
        assertThat(next.filter("cursor")).isEmpty();
    }

    @Test
    void pages_are_numbered_from_where_the_cursors_began() {
        var second = list("cursor=" + cursor("page=4&q=x"));
        assertThat(second.page().page()).isEqualTo(5);
        var third = list("cursor=" + second.next(List.of("Bob", "8"), 90, SEAL));
        assertThat(third.page().page()).isEqualTo(6);
        assertThat(third.position()).contains(List.of("Bob", "8"));
        assertThat(third.filter("q")).contains("x");
    }

    @Test
    void the_same_may_be_said_beside_it_and_nothing_else() {
        var cursor = cursor("sort=name&q=x");
        assertThat(list("sort=name&q=x&cursor=" + cursor).position()).isPresent();
        assertRefused("sort=-name&cursor=" + cursor);
        assertRefused("q=y&cursor=" + cursor);
        assertRefused("page=0&cursor=" + cursor);
        assertRefused("q=x&cursor=" + cursor("sort=name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "%00", "null"})
    void nonsense_is_refused(String text) {
        assertRefused("cursor=" + text);
    }

    @Test
    void what_was_sealed_with_another_key_or_for_something_else_is_refused() {
        assertRefused("cursor=" + list("").next(List.of("Ada"), 1, OTHER));
        assertRefused("cursor=" + SEAL.seal(new byte[] {'{', '}', '}'}));
    }

    @Test
    void a_list_without_cursors_refuses_them() {
        assertThatThrownBy(() -> ListQuery.of(request("cursor=" + cursor("")), Set.of(), Set.of()))
                .isInstanceOf(InvalidValue.class);
    }
}
