package dev.usher.auth.adapter.out.crypto;

import dev.usher.auth.AuthSettings;

final class TestCrypto {
    static final String PEPPER = "a pepper for tests, long enough to do";

    private TestCrypto() {}

    static AuthSettings.Password settings(int cost) {
        return settings(cost, 2, 1000);
    }

    static AuthSettings.Password settings(int cost, int threads, int queue) {
        return new AuthSettings.Password(PEPPER, 8, cost, 4, threads, queue);
    }

    static Pepper pepper() {
        return new Pepper(settings(4));
    }

    static Pepper pepper(String text) {
        return new Pepper(new AuthSettings.Password(text, 8, 4, 4, 1, 1));
    }
}
