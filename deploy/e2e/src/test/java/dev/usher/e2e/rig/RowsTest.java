package dev.usher.e2e.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.e2e.rig.Row.Evidence;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table names every row of the promises, and no evidence that there is not. */
class RowsTest {
    private static final Map<String, Integer> FAMILIES =
            Map.of("F-PG", 12, "F-RD", 12, "F-KF", 14, "F-SM", 13, "F-PE", 8, "F-OP", 7, "F-CK", 4, "F-DK", 3, "W", 18);

    private final SuiteReports suites = new SuiteReports(Path.of("../.."));

    @Test
    void every_row_of_the_promises_is_there_once() {
        var promised = FAMILIES.entrySet().stream()
                .flatMap(family ->
                        IntStream.rangeClosed(1, family.getValue()).mapToObj(number -> family.getKey() + "-" + number))
                .toList();
        assertThat(Rows.all()).extracting(Row::id).containsExactlyInAnyOrderElementsOf(promised);
    }

    @Test
    void every_test_that_a_row_rests_on_exists() {
        for (var row : Rows.all()) {
            for (var evidence : row.evidence()) {
                if (evidence instanceof Evidence.InSuite suite) {
                    assertThat(suites.exists(suite)).as(row.id() + ": " + suite).isTrue();
                }
            }
        }
        assertThat(suites.exists(new Evidence.InSuite("auth-service", "OutagesTest", "no_such_test")))
                .isFalse();
    }

    @Test
    void a_row_is_as_good_as_the_worst_of_its_evidence() {
        assertThat(Verdict.all(List.of(Verdict.passed("a"), Verdict.notRun("b")))
                        .state())
                .isEqualTo(Verdict.State.NOT_RUN);
        assertThat(Verdict.all(List.of(Verdict.failed("a"), Verdict.passed("b"))))
                .isEqualTo(Verdict.failed("a. passed: b"));
    }
}
