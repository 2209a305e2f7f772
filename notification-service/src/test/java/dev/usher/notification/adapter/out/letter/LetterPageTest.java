package dev.usher.notification.adapter.out.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.event.TestSeal;
import dev.usher.notification.application.LettersContract;
import dev.usher.notification.application.port.Letters;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.TestMails;
import io.micronaut.context.exceptions.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page of an operator's own around the letters. What is put into it is as safe as in ours. */
class LetterPageTest extends LettersContract {
    private static final String PAGE = """
            <html lang="{{language}}"><title>{{subject}}</title>
            <h1>Acme: {{heading}}</h1>
            {{#paragraphs}}<p>{{.}}</p>{{/paragraphs}}
            {{#action}}<a href="{{url}}">{{label}}</a>{{/action}}
            <small>{{footer}}</small></html>
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void page() {
        write(PAGE);
    }

    private void write(String page) {
        try {
            Files.writeString(directory.resolve("layout.html"), page, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private LetterPage read() {
        return new LetterPage(Optional.of(directory));
    }

    @Override
    protected Letters letters() {
        return new TemplateLetters(
                new LetterTexts(directory), read(), URI.create("https://usher.example.com"), TestSeal.sealedText());
    }

    @Test
    void every_letter_is_in_it() {
        assertThat(letters().compose(TestMails.welcome()).html())
                .startsWith(
                        "<html lang=\"en\"><title>Welcome to Usher</title>\n<h1>Acme: Welcome, Ada!</h1>\n<p>Your account")
                .contains("<a href=\"https://usher.example.com\">Open your account</a>", "<small>You receive");
        assertThat(letters()
                        .compose(
                                TestMails.of(Kind.ACCOUNT_DELETED, "de", Map.of("occurred_at", "2026-03-01T12:20:00Z")))
                        .html())
                .contains("<html lang=\"de\">", "Acme: Ihr Konto wurde gelöscht")
                .doesNotContain("<a ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{heading}}|Hello|does not show the heading",
                "{{footer}}||does not show the footer",
                "{{.}}|text|does not show all paragraphs",
                "{{url}}|https://evil.example|does not show the url",
                "{{label}}|here|does not show the label",
                "{{heading}}|{{{heading}}}|must not hold scripts, other files or values that are not escaped",
                "{{heading}}|{{ & heading}}|must not hold scripts, other files or values that are not escaped",
                "{{heading}}|{{=<% %>=}}<%& heading %>|must not hold scripts, other files or values that are not escaped",
                "{{heading}}|{{> other}}{{heading}}|must not hold scripts, other files or values that are not escaped",
                "{{heading}}|{{heading}}<SCRIPT>x</SCRIPT>|must not hold scripts, other files or values that are not escaped"
            })
    void f_op_6_a_page_that_is_not_whole_or_not_safe_stops_the_start(String part, String instead, String why) {
        write(PAGE.replace(part, instead == null ? "" : instead));

        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("MAIL_TEMPLATES_PATH: layout.html: " + why);
    }

    @ParameterizedTest
    @CsvSource({
        "{{heading}},{{heading}}{{nobody}}",
        "{{/action}},''",
        "{{heading}},{{heading",
        "{{#action}},{{#button}}"
    })
    void f_op_6_a_page_that_is_no_template_stops_the_start(String part, String instead) {
        write(PAGE.replace(part, instead));

        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("MAIL_TEMPLATES_PATH: layout.html: ")
                .hasMessageNotContaining("\n");
    }
}
