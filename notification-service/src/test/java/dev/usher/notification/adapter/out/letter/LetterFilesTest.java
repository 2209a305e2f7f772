package dev.usher.notification.adapter.out.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.event.TestSeal;
import dev.usher.notification.application.LettersContract;
import dev.usher.notification.application.port.Letters;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Mail;
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

/** Letters of an operator's own. What is filled in is as safe in them as in ours. */
class LetterFilesTest extends LettersContract {
    private static final String WELCOME = """
            welcome.subject = Salut {first_name}
            welcome.heading = Bienvenue, {first_name} !
            welcome.paragraph.1 = Votre compte est prêt & <b>ouvert</b>.
            welcome.action = Ouvrir
            welcome.footer = À bientôt
            """;
    private static final String CHANGED = """
            time = d MMMM uuuu 'à' HH:mm 'UTC'
            password-changed.subject = Mot de passe
            password-changed.heading = Mot de passe
            password-changed.paragraph.1 = Modifié le {occurred_at}.
            password-changed.action = Ouvrir
            password-changed.footer = Usher
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void english() {
        write("letters.properties", WELCOME);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    protected Letters letters() {
        return new TemplateLetters(
                new LetterTexts(directory),
                new LetterPage(Optional.empty()),
                URI.create("https://usher.example.com"),
                TestSeal.sealedText());
    }

    private Mail welcome(String locale) {
        return letters().compose(TestMails.of(Kind.WELCOME, locale, Map.of("first_name", "Ada")));
    }

    private Mail changed(String locale) {
        return letters()
                .compose(TestMails.of(Kind.PASSWORD_CHANGED, locale, Map.of("occurred_at", "2026-08-01T09:05:00Z")));
    }

    @Test
    void a_kind_that_a_file_speaks_of_is_its_own_and_the_others_stay_ours() {
        assertThat(welcome("en").text())
                .startsWith(
                        "Bienvenue, Ada !\n\nVotre compte est prêt & <b>ouvert</b>.\n\nOuvrir: https://usher.example.com\n");
        assertThat(welcome("en").subject()).isEqualTo("Salut Ada");
        assertThat(welcome("en").html())
                .contains(">Votre compte est prêt &amp; &lt;b&gt;ouvert&lt;/b&gt;.</p>")
                .doesNotContain("password that you chose");
        assertThat(changed("en").subject()).isEqualTo("Your password was changed");
        assertThat(welcome("de").subject()).isEqualTo("Willkommen bei Usher");
    }

    @Test
    void a_further_language_is_a_further_file() {
        write("letters_fr.properties", CHANGED);

        assertThat(changed("fr-CA").language()).isEqualTo("fr");
        assertThat(changed("fr-CA").text()).contains("Modifié le 1 août 2026 à 09:05 UTC.");
        assertThat(welcome("fr-CA").language()).isEqualTo("en");
    }

    @Test
    void the_nearest_language_is_used_for_each_kind() {
        write("letters_de-AT.properties", WELCOME.replace("Salut", "Servus"));
        write("letters_zh_Hant.properties", WELCOME.replace("Salut", "Zh"));

        assertThat(welcome("de-AT").subject()).isEqualTo("Servus Ada");
        assertThat(welcome("de-AT").language()).isEqualTo("de-AT");
        assertThat(changed("de-AT").language()).isEqualTo("de");
        assertThat(welcome("de-CH").subject()).isEqualTo("Willkommen bei Usher");
        assertThat(welcome("zh-TW").subject()).isEqualTo("Zh Ada");
        assertThat(welcome("xx").subject()).isEqualTo("Salut Ada");
    }

    @Test
    void hidden_files_are_not_ours_to_read() throws IOException {
        Files.createDirectory(directory.resolve("..data"));
        write(".letters.swp", "\u0000");

        assertThat(welcome("en").subject()).isEqualTo("Salut Ada");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "welcome.footer = À bientôt||welcome.footer is missing",
                "welcome.footer = À bientôt|welcome.footer =|welcome.footer is missing",
                "welcome.subject = Salut {first_name}||welcome.subject is missing",
                "welcome.action = Ouvrir||welcome.action is missing",
                "welcome.paragraph.1|welcome.paragraph.2|welcome.paragraph.1 is missing",
                "welcome.action|welcome.acton|welcome.action is missing",
                "welcome.footer|extra = 1~welcome.footer|extra is no line of any letter",
                "welcome.footer|welcom.x = 1~welcome.footer|welcom.x is no line of any letter",
                "welcome.footer|welcome.note = 1~welcome.footer|welcome.note is no line of this letter",
                "welcome.footer|welcome.paragraph.3 = 1~welcome.footer|welcome.paragraph.3 is no line of this letter",
                "{first_name} !|{name} !|welcome.heading may name {first_name} and nothing else in braces",
                "{first_name} !|{token} !|welcome.heading may name {first_name} and nothing else in braces",
                "{first_name} !|{first_name !|welcome.heading may name {first_name} and nothing else in braces",
                "Ouvrir|${first_name} {}|welcome.action may name {first_name} and nothing else in braces",
                "Salut|Salut\\nBcc: eve@example.com|welcome.subject must be one line",
                "Salut|Salut\\u0000|welcome.subject must be one line",
                "welcome.footer|time = QQQQQQQQ~welcome.footer|time is no pattern that a time can be written in",
                "Salut|\\u00zz|cannot be read as text in UTF-8"
            })
    void f_op_6_a_letter_that_is_not_whole_stops_the_start_with_one_line(String text, String instead, String why) {
        write("letters.properties", WELCOME.replace(text, instead == null ? "" : instead.replace('~', '\n')));

        assertThatThrownBy(this::letters)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("MAIL_TEMPLATES_PATH: letters.properties: " + why);
    }

    @Test
    void f_op_6_what_would_never_be_read_stops_the_start() throws IOException {
        write("letter_fr.properties", WELCOME);
        assertThatThrownBy(this::letters)
                .hasMessage(
                        "MAIL_TEMPLATES_PATH: letter_fr.properties is none of letters.properties, letters_LANGUAGE.properties and layout.html");

        Files.delete(directory.resolve("letter_fr.properties"));
        write("letters_en.properties", WELCOME);
        assertThatThrownBy(this::letters)
                .hasMessage("MAIL_TEMPLATES_PATH: letters_en.properties is of a language that another file is of");

        Files.delete(directory.resolve("letters_en.properties"));
        Files.write(directory.resolve("letters_fr.properties"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(this::letters)
                .hasMessage("MAIL_TEMPLATES_PATH: letters_fr.properties: cannot be read as text in UTF-8");

        assertThatThrownBy(() -> new LetterTexts(directory.resolve("none")))
                .hasMessage("MAIL_TEMPLATES_PATH: no directory that can be read");
    }

    @Test
    void a_farewell_has_no_link_and_no_name_for_one() {
        write("letters.properties", """
                account-deleted.subject = Bye
                account-deleted.heading = Bye
                account-deleted.paragraph.1 = {occurred_at}
                account-deleted.action = Open
                account-deleted.footer = Bye
                """);

        assertThatThrownBy(this::letters)
                .hasMessage(
                        "MAIL_TEMPLATES_PATH: letters.properties: account-deleted.action is no line of this letter");
    }
}
