package dev.usher.auth.adapter.out.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.auth.AuthApp;
import dev.usher.auth.application.MailTokensContract;
import dev.usher.auth.application.port.MailTokens;
import dev.usher.auth.domain.MailToken;
import dev.usher.auth.domain.MailToken.Purpose;
import dev.usher.kernel.event.SealedText;
import dev.usher.kernel.event.Unreadable;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SealedMailTokensTest extends MailTokensContract {
    private static final String RESET = "user:password-reset-requested";
    private static final String VERIFY = "user:email-verification-requested";

    private final SealedText reader = AuthApp.running().bean(SealedText.class);
    private final SealedMailTokens tokens = AuthApp.running().bean(SealedMailTokens.class);

    @Override
    protected MailTokens tokens() {
        return tokens;
    }

    @Override
    protected MailToken open(MailTokens.Issued issued) {
        try {
            return new MailToken(reader.open(issued.sealed(), issued.purpose() == Purpose.RESET ? RESET : VERIFY));
        } catch (Unreadable wrong) {
            throw new AssertionError(wrong);
        }
    }

    @Test
    void a_77_it_has_256_bits_and_what_is_kept_is_not_what_is_mailed() {
        var issued = tokens.issue(Purpose.RESET);
        var text = open(issued).reveal();
        assertThat(Base64.getUrlDecoder().decode(text)).hasSize(32);
        assertThat(issued.hash().value()).hasSize(43).isNotEqualTo(text);
        assertThat(issued.sealed()).doesNotContain(text);
    }

    @Test
    void what_was_sealed_for_one_mail_does_not_open_in_another() {
        var issued = tokens.issue(Purpose.VERIFY);
        assertThatThrownBy(() -> reader.open(issued.sealed(), RESET)).isInstanceOf(Unreadable.class);
    }
}
