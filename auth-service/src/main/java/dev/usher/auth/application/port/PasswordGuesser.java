package dev.usher.auth.application.port;

import dev.usher.auth.domain.PasswordContext;
import dev.usher.auth.domain.RawPassword;

/** What somebody with a dictionary and patience makes of a password. Needs no network. */
public interface PasswordGuesser {
    enum Verdict {
        /** Among the most used passwords. */
        COMMON,
        /** Found soon by one who knows words, keyboards, dates and the owner. */
        GUESSABLE,
        HARD
    }

    Verdict judge(RawPassword password, PasswordContext context);
}
