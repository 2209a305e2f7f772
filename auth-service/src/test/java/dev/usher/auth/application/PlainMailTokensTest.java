package dev.usher.auth.application;

import dev.usher.auth.application.port.MailTokens;
import dev.usher.auth.domain.MailToken;

class PlainMailTokensTest extends MailTokensContract {
    @Override
    protected MailTokens tokens() {
        return new PlainMailTokens();
    }

    @Override
    protected MailToken open(MailTokens.Issued issued) {
        return PlainMailTokens.open(issued.sealed());
    }
}
