package dev.usher.notification.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.value.InvalidValue;
import dev.usher.notification.application.port.Letters;
import dev.usher.notification.domain.TestMails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every writer of letters keeps to. */
public abstract class LettersContract {
    protected abstract Letters letters();

    @Test
    void the_letter_goes_to_its_recipient_under_the_id_and_date_of_the_ledger() {
        var notification = TestMails.welcome("ada@example.com");
        var mail = letters().compose(notification);

        assertThat(mail.to().text()).isEqualTo("ada@example.com");
        assertThat(mail.messageId()).isEqualTo(notification.messageId());
        assertThat(mail.date()).isEqualTo(notification.createdAt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{7*7}}",
                "${7*7}",
                "#{7*7}",
                "@{7*7}",
                "<#assign x=7*7>",
                "{last_name}",
                "$1 \\1 \\",
                "!{7*7}",
                "$unsafe{7*7}"
            })
    void what_looks_like_a_template_stays_as_it_was_written(String name) {
        var mail = letters().compose(TestMails.welcome("ada@example.com", name, TestMails.NOW));

        assertThat(mail.text()).contains(name);
        assertThat(mail.html())
                .satisfies(html -> assertThat(html.replace("&lt;", "<")
                                .replace("&gt;", ">")
                                .replace("&#39;", "'")
                                .replace("&#x3D;", "="))
                        .contains(name));
        assertThat(mail.html() + mail.text() + mail.subject()).doesNotContain("49");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<img src=x onerror=1>", "</h1><script>alert(1)</script>", "<a href='https://evil.example'>"})
    void markup_in_a_name_is_text_in_both_parts(String name) {
        var mail = letters().compose(TestMails.welcome("ada@example.com", name, TestMails.NOW));

        assertThat(mail.text()).contains(name);
        assertThat(mail.html()).contains("&lt;").doesNotContain(name);
    }

    @Test
    void without_an_address_there_is_no_letter() {
        var notification = TestMails.welcome("ada at example.com");

        assertThatThrownBy(() -> letters().compose(notification)).isInstanceOf(InvalidValue.class);
    }
}
