package dev.usher.kernel.token;

/** The text of an access token: whoever holds it is the user. Never printed. */
public final class AccessToken {
    private final String value;

    public AccessToken(String value) {
        this.value = value;
    }

    /** The text, to be passed on to another service and nowhere else. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "AccessToken[redacted]";
    }
}
