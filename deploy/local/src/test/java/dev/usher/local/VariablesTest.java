package dev.usher.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariablesTest {
    @TempDir
    Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve(".env"), text);
    }

    @Test
    void the_environment_wins_over_the_file() throws IOException {
        var variables = Variables.of(
                Map.of("BCRYPT_COST", "10", "SMTP_HOST", ""), file("BCRYPT_COST=12\nSMTP_HOST=mail.example.com\n"));
        assertThat(variables.get("BCRYPT_COST")).contains("10");
        assertThat(variables.get("SMTP_HOST")).as("empty is not set").contains("mail.example.com");
        assertThat(variables.get("SMTP_PORT", "25")).isEqualTo("25");
    }

    @Test
    void a_file_may_have_comments_quotes_and_exports() throws IOException {
        assertThat(Variables.read(file("""
                # a comment

                MAIL_FROM="Usher <no-reply@example.com>"
                export SIGNUP_MODE='verified'
                PASSWORD_PEPPER=a=b#c
                SMTP_USERNAME=
                """)))
                .isEqualTo(Map.of(
                        "MAIL_FROM",
                        "Usher <no-reply@example.com>",
                        "SIGNUP_MODE",
                        "verified",
                        "PASSWORD_PEPPER",
                        "a=b#c"));
    }

    @Test
    void a_line_that_is_neither_is_refused_without_being_repeated() throws IOException {
        var file = file("PASSWORD_PEPPER: hunter2");
        assertThatThrownBy(() -> Variables.read(file))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("neither NAME=value nor a comment")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void no_file_is_no_harm_and_values_are_not_printed() {
        var variables = Variables.of(Map.of("PASSWORD_PEPPER", "hunter2"), directory.resolve("absent"));
        assertThat(variables).hasToString("[PASSWORD_PEPPER]");
    }
}
