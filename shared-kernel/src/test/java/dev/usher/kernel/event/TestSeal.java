package dev.usher.kernel.event;

/** The key under which tests seal what only notification-service reads. */
public final class TestSeal {
    /** {@code MAIL_TOKEN_KEY} of the services in tests. */
    public static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private TestSeal() {}

    public static SealedText sealedText() {
        return new SealedText(new SealedTextSettings(KEY));
    }
}
