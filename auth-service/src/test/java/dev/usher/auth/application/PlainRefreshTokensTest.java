package dev.usher.auth.application;

import dev.usher.auth.application.port.RefreshTokens;

class PlainRefreshTokensTest extends RefreshTokensContract {
    private final RefreshTokens tokens = new PlainRefreshTokens();

    @Override
    protected RefreshTokens tokens() {
        return tokens;
    }
}
