package dev.usher.kernel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobOptionsTest {
    private static JobOptions parse(String... arguments) {
        return JobOptions.parse(List.of(arguments), Set.of("--from", "--user", "--rate"), Set.of("--dry-run"));
    }

    @Test
    void values_and_flags_are_read() {
        var id = "0190a1b2-0000-7000-8000-000000000001";
        var options = parse("--dry-run", "--from", "2026-03-01T12:00:00+02:00", "--user", id, "--rate", "7");
        assertThat(options.has("--dry-run")).isTrue();
        assertThat(options.time("--from")).contains(Instant.parse("2026-03-01T10:00:00Z"));
        assertThat(options.id("--user")).hasToString("Optional[" + id + "]");
        assertThat(options.number("--rate", 5, 1, 10)).isEqualTo(7);
        assertThat(parse().number("--rate", 5, 1, 10)).isEqualTo(5);
        assertThat(parse().text("--from")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--form x, --form is no option",
        "--from, --from needs a value",
        "--dry-run --dry-run, --dry-run stands there twice",
        "--from yesterday, --from must be a time like 2026-03-01T10:00:00Z",
        "--user 7, --user must be an id",
        "--rate 11, --rate must be 1 to 10",
        "--rate many, --rate must be 1 to 10"
    })
    void what_does_not_do_is_named(String arguments, String complaint) {
        assertThatThrownBy(() -> {
                    var options = parse(arguments.split(" "));
                    options.time("--from");
                    options.id("--user");
                    options.number("--rate", 5, 1, 10);
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(complaint);
    }
}
