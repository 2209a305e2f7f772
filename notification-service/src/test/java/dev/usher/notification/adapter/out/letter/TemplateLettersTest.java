package dev.usher.notification.adapter.out.letter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.notification.application.LettersContract;
import dev.usher.notification.application.port.Letters;
import dev.usher.notification.domain.Mail;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.TestMails;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateLettersTest extends LettersContract {
    private final Letters letters = new TemplateLetters(URI.create("https://usher.example.com/app"));

    @Override
    protected Letters letters() {
        return letters;
    }

    @Test
    void the_welcome_letter_greets_by_name_and_says_what_to_do() {
        var mail = letters.compose(TestMails.welcome());

        assertThat(mail.subject()).isEqualTo("Welcome to Usher");
        assertThat(mail.language()).isEqualTo("en");
        assertThat(mail.text())
                .startsWith("Welcome, Ada!\n\nYour account is ready.")
                .contains("Open your account: https://usher.example.com/app\n")
                .contains("\n-- \n");
        assertThat(mail.html())
                .contains("<html lang=\"en\">", ">Welcome, Ada!</h1>")
                .contains("<a href=\"https://usher.example.com/app\"");
    }

    @Test
    void nothing_in_it_leads_anywhere_but_to_the_public_address() {
        var mail = letters.compose(TestMails.welcome("ada@example.com", "https://evil.example/", TestMails.NOW));

        var links = Pattern.compile("(?:href|src|action|background)\\s*=\\s*\"([^\"]*)\"|url\\(")
                .matcher(mail.html());
        assertThat(links.results().map(found -> found.group(1))).containsOnly("https://usher.example.com/app");
        assertThat(mail.html()).doesNotContain("<img", "<script", "<form", "<iframe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xx", "de-AT", "", "not a tag", "en-US", "zh-Hant-TW-x-private"})
    void a_language_without_texts_gets_english(String locale) {
        var asked = TestMails.request("ada@example.com", "Ada", UUID.randomUUID());
        var request = new Notification.Request(
                asked.kind(), asked.recipient(), asked.userId(), locale, asked.model(), asked.origin());
        var mail = letters.compose(Notification.requested(request, "usher.example.com", TestMails.NOW));

        assertThat(mail.language()).isEqualTo("en");
        assertThat(mail.subject()).isEqualTo("Welcome to Usher");
    }

    @Test
    void a_language_that_has_texts_is_used_also_for_its_regions() {
        var texts = new LetterTexts(TestMails.welcome().kind(), "tlh-US", Map.of("first_name", "Ada"));

        assertThat(texts.language()).isEqualTo("tlh");
        assertThat(texts.get("heading")).isEqualTo("yI'el, Ada");
        assertThat(texts.get("action")).isEqualTo("Open your account");
    }

    /** Not a test of anything but for eyes: {@code target/letters/welcome.html}. */
    @Test
    void a_copy_is_left_for_a_look() throws IOException {
        var mail = letters.compose(TestMails.welcome("ada@example.com", "Ada <b>Lovelace</b>", TestMails.NOW));
        var file = Path.of("target", "letters", "welcome.html");
        Files.createDirectories(file.getParent());
        Files.writeString(file, mail.html());

        assertThat(file).content().isEqualTo(mail.html());
    }

    @Test
    void a_hundred_letters_take_no_time_to_speak_of() {
        Mail last = letters.compose(TestMails.welcome());
        var begin = System.nanoTime();
        for (var count = 0; count < 100; count++) {
            last = letters.compose(TestMails.welcome());
        }
        assertThat(System.nanoTime() - begin).isLessThan(500_000_000L);
        assertThat(last.html()).endsWith("</html>\n");
    }
}
