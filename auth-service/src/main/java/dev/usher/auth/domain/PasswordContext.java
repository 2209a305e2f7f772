package dev.usher.auth.domain;

import java.util.List;

/** What everybody knows about the owner of a password, and a guesser tries first. */
public record PasswordContext(EmailAddress email, PersonName name) {
    public static PasswordContext of(Account account) {
        return new PasswordContext(account.email(), account.name());
    }

    public List<String> words() {
        return List.of(email.localPart(), name.first(), name.last());
    }
}
