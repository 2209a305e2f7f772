package dev.usher.auth.adapter.out.crypto;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.Zxcvbn;
import dev.usher.auth.application.port.PasswordGuesser;
import dev.usher.auth.domain.PasswordContext;
import dev.usher.auth.domain.RawPassword;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Guesses as zxcvbn does, and refuses the 10 000 most used passwords whatever it thinks of them. The time that zxcvbn
 * takes grows without measure with the length of its input and what could be letters written as digits: it sees the first
 * and the last 24 characters of a password, and a password is as hard to guess as the harder of the two.
 */
@Singleton
final class ZxcvbnPasswordGuesser implements PasswordGuesser {
    static final int MOST_USED = 10_000;
    private static final int WINDOW = 24;
    private static final int LEAST_SCORE = 2;

    private final HashingPool pool;
    private final Zxcvbn zxcvbn = new Zxcvbn();
    private final Set<String> mostUsed;

    ZxcvbnPasswordGuesser(HashingPool pool) {
        this.pool = pool;
        this.mostUsed = Set.copyOf(mostUsed());
    }

    /** zxcvbn's dictionary of passwords is ordered by how often they were found. */
    static List<String> mostUsed() {
        try {
            return StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies().subList(0, MOST_USED);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @Override
    public Verdict judge(RawPassword password, PasswordContext context) {
        if (mostUsed.contains(password.reveal().toLowerCase(Locale.ROOT))) {
            return Verdict.COMMON;
        }
        return pool.run(() -> isGuessable(password.reveal(), context)) ? Verdict.GUESSABLE : Verdict.HARD;
    }

    private boolean isGuessable(String password, PasswordContext context) {
        var known = context.words().stream().collect(Collectors.toCollection(ArrayList::new));
        known.add(context.email().key());
        var length = password.codePointCount(0, password.length());
        if (length <= WINDOW) {
            return score(password, known) < LEAST_SCORE;
        }
        var head = password.substring(0, password.offsetByCodePoints(0, WINDOW));
        var tail = password.substring(password.offsetByCodePoints(0, length - WINDOW));
        return score(head, known) < LEAST_SCORE && score(tail, known) < LEAST_SCORE;
    }

    private int score(String part, List<String> known) {
        return zxcvbn.measure(part, known).getScore();
    }
}
