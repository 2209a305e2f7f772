package dev.usher.auth.application;

import dev.usher.auth.application.port.AccessTokens;

class PlainAccessTokensTest extends AccessTokensContract {
    private final AccessTokens tokens = new PlainAccessTokens();

    @Override
    protected AccessTokens tokens() {
        return tokens;
    }
}
