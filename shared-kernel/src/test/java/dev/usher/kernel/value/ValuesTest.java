package dev.usher.kernel.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @Test
    void identifiers_sort_by_the_time_of_their_making() {
        var earlier = Ids.next(Instant.parse("2026-01-01T00:00:00Z"));
        var later = Ids.next(Instant.parse("2026-01-01T00:00:00.001Z"));
        assertThat(earlier.version()).isEqualTo(7);
        assertThat(earlier.toString()).isLessThan(later.toString()).startsWith("019b76da-a800-7");
        assertThat(Ids.parse(earlier.toString())).contains(earlier);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "0190B6F0-0000-7000-8000-000000000001",
                "{0190b6f0-0000-7000-8000-000000000001}",
                "0190b6f0000070008000000000000001",
                "0190b6f0-0000-7000-8000-00000000000",
                "0190b6f0-0000-7000-8000-0000000000011",
                " 0190b6f0-0000-7000-8000-000000000001",
                "0190b6f0-0000-7000-8000-00000000000g",
                "1-1-1-1-1"
            })
    void an_identifier_has_one_spelling(String text) {
        assertThat(Ids.parse(text)).isEmpty();
    }

    @Test
    void violations_are_collected_and_thrown_together_in_order() {
        var check = new Violations();
        var good = check.value(() -> Text.line("good", "fine", 1, 10));
        var bad = check.value(() -> Text.line("bad", "", 1, 10));
        check.check(() -> Text.line("worse", null, 1, 10));
        check.add("own", "odd", "is odd");
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(check::orThrow)
                .satisfies(invalid -> assertThat(invalid.violations())
                        .extracting(Violation::field, Violation::code)
                        .containsExactly(tuple("bad", "too_short"), tuple("worse", "required"), tuple("own", "odd")));
        assertThat(good.get()).isEqualTo("fine");
        assertThatThrownBy(bad::get).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void without_violations_nothing_is_thrown_and_other_exceptions_pass() {
        var check = new Violations();
        var value = check.value(() -> 7);
        check.orThrow();
        assertThat(value.get()).isEqualTo(7);
        assertThatThrownBy(() -> check.value(() -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_invalid_value_has_a_violation() {
        assertThatThrownBy(() -> new InvalidValue(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_page_lies_within_bounds_and_its_offset_does_not_overflow() {
        assertThat(new PageRequest(PageRequest.MAX_PAGE, 100, List.of()).offset())
                .isPositive();
        for (var bad : new int[][] {{-1, 20}, {0, 0}, {0, 101}, {PageRequest.MAX_PAGE + 1, 1}}) {
            assertThatThrownBy(() -> new PageRequest(bad[0], bad[1], List.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
