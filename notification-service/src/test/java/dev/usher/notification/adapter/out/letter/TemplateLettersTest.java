package dev.usher.notification.adapter.out.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.event.TestSeal;
import dev.usher.notification.application.LettersContract;
import dev.usher.notification.application.port.Letters;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Mail;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.TestMails;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateLettersTest extends LettersContract {
    private static final String UNTIL = "2026-03-01T12:20:00Z";

    private final Letters letters = new TemplateLetters(
            new LetterTexts(),
            new LetterPage(Optional.empty()),
            URI.create("https://usher.example.com/app"),
            TestSeal.sealedText());

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
    @ValueSource(strings = {"xx", "fr-CA", "", "not a tag", "en-US", "zh-Hant-TW-x-private"})
    void a_language_without_texts_gets_english(String locale) {
        var asked = TestMails.request("ada@example.com", "Ada", UUID.randomUUID());
        var request = new Notification.Request(
                asked.kind(), asked.recipient(), asked.userId(), locale, asked.model(), asked.origin(), null);
        var mail = letters.compose(Notification.requested(request, "usher.example.com", TestMails.NOW));

        assertThat(mail.language()).isEqualTo("en");
        assertThat(mail.subject()).isEqualTo("Welcome to Usher");
    }

    @ParameterizedTest
    @CsvSource({
        "VERIFY_EMAIL,user:email-verification-requested,https://usher.example.com/app/verify#token=",
        "RESET_PASSWORD,user:password-reset-requested,https://usher.example.com/app/reset#token="
    })
    void d_8_a_token_is_opened_for_its_link_alone_where_no_server_sees_it(Kind kind, String type, String link) {
        var mail = letters.compose(TestMails.of(
                kind, "en", Map.of("token", TestSeal.sealedText().seal("a b+c&d=\"e", type), "expires_at", UNTIL)));

        var encoded = link + "a%20b%2Bc%26d%3D%22e";
        assertThat(mail.text()).contains(encoded + "\n").contains("until 1 March 2026, 12:20 UTC");
        assertThat(links(mail)).containsOnly(encoded);
        assertThat(mail.subject() + mail.messageId() + mail).doesNotContain("b+c", "%2Bc");
    }

    @Test
    void a_token_sealed_with_another_key_makes_no_letter_and_is_not_repeated() {
        var mail = TestMails.of(
                Kind.RESET_PASSWORD,
                "en",
                Map.of("token", TestSeal.sealedText().seal("t", "user:deleted"), "expires_at", UNTIL));

        assertThatThrownBy(() -> letters.compose(mail)).hasMessage("the token of a mail cannot be opened");
    }

    /** For eyes too: {@code target/letters/…html}. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void every_kind_has_its_letter_in_every_language(Kind kind) throws IOException {
        var english = letters.compose(TestMails.of(kind, "en", model(kind)));
        var german = letters.compose(TestMails.of(kind, "de-AT", model(kind)));

        assertThat(english.language()).isEqualTo("en");
        assertThat(german.language()).isEqualTo("de");
        assertThat(german.html()).contains("<html lang=\"de\">");
        assertThat(german.subject()).isNotEqualTo(english.subject());
        for (var mail : List.of(english, german)) {
            assertThat(mail.text() + mail.subject()).doesNotContain("{", "null");
            assertThat(links(mail))
                    .hasSize(kind == Kind.ACCOUNT_DELETED ? 0 : 1)
                    .allSatisfy(url -> assertThat(url).startsWith("https://usher.example.com/app"));
            var file = Path.of("target", "letters", kind.wire() + "." + mail.language() + ".html");
            Files.createDirectories(file.getParent());
            Files.writeString(file, mail.html());
        }
    }

    @Test
    void both_languages_say_the_same_things() {
        var english = ResourceBundle.getBundle("letters.letters", Locale.ROOT);
        var german = ResourceBundle.getBundle("letters.letters", Locale.GERMAN);

        assertThat(english.keySet()).isEqualTo(german.keySet());
        assertThat(english.keySet())
                .allSatisfy(key -> assertThat(placeholders(german.getString(key)))
                        .as(key)
                        .isEqualTo(placeholders(english.getString(key))));
        assertThat(english.keySet())
                .filteredOn(key -> !key.equals("welcome.heading"))
                .allSatisfy(key -> assertThat(german.getString(key)).as(key).isNotEqualTo(english.getString(key)));
    }

    @Test
    void times_are_told_as_people_write_them() {
        var model = Map.of("occurred_at", "2026-03-01T09:05:00Z");

        assertThat(letters.compose(TestMails.of(Kind.PASSWORD_CHANGED, "en-GB", model))
                        .text())
                .contains("on 1 March 2026, 09:05 UTC");
        assertThat(letters.compose(TestMails.of(Kind.PASSWORD_CHANGED, "de-CH", model))
                        .text())
                .contains("am 1. März 2026, 09:05 UTC");
    }

    private static List<String> placeholders(String text) {
        return Pattern.compile("\\{\\w+}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .sorted()
                .toList();
    }

    private static Set<String> links(Mail mail) {
        return Pattern.compile("href=\"([^\"]*)\"")
                .matcher(mail.html())
                .results()
                .map(found -> found.group(1).replace("&amp;", "&"))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> model(Kind kind) {
        return switch (kind) {
            case WELCOME -> Map.of("first_name", "Ada <b>Lovelace</b>");
            case VERIFY_EMAIL -> token("user:email-verification-requested");
            case RESET_PASSWORD -> token("user:password-reset-requested");
            case PASSWORD_CHANGED, ADDRESS_TAKEN, ACCOUNT_DELETED -> Map.of("occurred_at", UNTIL);
            case SESSION_REUSE -> Map.of("occurred_at", UNTIL, "ip", "203.0.113.7");
        };
    }

    private static Map<String, String> token(String type) {
        var token = "vLS3yYb0Yl2yWq0cWb8z0g5mTn3yq4sJr8oXk1eUoKQ";
        return Map.of("token", TestSeal.sealedText().seal(token, type), "expires_at", UNTIL);
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
