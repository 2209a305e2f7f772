package dev.usher.notification;

/** The password of our account at the mail server. Never printed. */
public final class SmtpPassword {
    private final String value;

    public SmtpPassword(String value) {
        this.value = value;
    }

    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "SmtpPassword[redacted]";
    }
}
