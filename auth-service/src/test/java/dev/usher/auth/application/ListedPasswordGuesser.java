package dev.usher.auth.application;

import dev.usher.auth.application.port.PasswordGuesser;
import dev.usher.auth.domain.PasswordContext;
import dev.usher.auth.domain.RawPassword;
import java.util.Locale;
import java.util.Set;

/** Knows three passwords, and what is one character over and over. */
public final class ListedPasswordGuesser implements PasswordGuesser {
    private static final Set<String> COMMON = Set.of("password1", "sunshine1", "qwerty123");

    @Override
    public Verdict judge(RawPassword password, PasswordContext context) {
        if (COMMON.contains(password.reveal().toLowerCase(Locale.ROOT))) {
            return Verdict.COMMON;
        }
        return password.reveal().codePoints().distinct().count() == 1 ? Verdict.GUESSABLE : Verdict.HARD;
    }
}
