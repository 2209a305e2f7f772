package dev.usher.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    private static final Path STATE = Path.of("/tree/deploy/local/target");

    private static Options parse(String... arguments) {
        return Options.parse(List.of(arguments), STATE);
    }

    @Test
    void nothing_said_is_one_of_each_from_port_8080_on_with_fresh_data() {
        assertThat(parse()).isEqualTo(new Options(false, false, 1, 8080, java.util.Optional.empty(), STATE));
    }

    @Test
    void all_options_in_both_spellings() {
        var options = parse("--demo", "--replicas", "2", "--port-base=9080", "--data", "/keep", "--state=/run/usher");
        assertThat(options.demo()).isTrue();
        assertThat(options.products()).isFalse();
        assertThat(options.replicas()).isEqualTo(2);
        assertThat(options.portBase()).isEqualTo(9080);
        assertThat(options.data()).contains(Path.of("/keep"));
        assertThat(options.state()).isEqualTo(Path.of("/run/usher"));
        assertThat(parse("--products").products()).isTrue();
    }

    @Test
    void directories_are_taken_from_where_the_command_was_given() {
        assertThat(parse("--data", "here/../there").data())
                .contains(Path.of("there").toAbsolutePath());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --replica 2        | unknown option: --replica
            start              | unknown option: start
            --replicas 0       | --replicas takes a number from 1 to 9, not "0"
            --replicas ten     | --replicas takes a number from 1 to 9, not "ten"
            --replicas         | --replicas takes a value
            --replicas --demo  | --replicas takes a value
            --port-base 80     | --port-base takes a number from 1024 to 65530, not "80"
            --port-base 65531  | --port-base takes a number from 1024 to 65530, not "65531"
            --data=            | --data takes a value
            """)
    void what_cannot_be_meant_is_said_in_one_line(String arguments, String message) {
        assertThatThrownBy(() -> parse(arguments.split(" ")))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessageStartingWith(message);
    }
}
