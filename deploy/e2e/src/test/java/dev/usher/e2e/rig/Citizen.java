package dev.usher.e2e.rig;

import dev.usher.e2e.Person;
import dev.usher.e2e.rig.Api.Reply;
import dev.usher.e2e.rig.Ledger.Outcome;
import dev.usher.kernel.testing.ScriptedSmtp.Received;
import dev.usher.local.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One client with one account, and what it may believe about it: after an answer that got lost there are two passwords
 * that could be right, and never one that is neither. It reports to the ledger what contradicts that (I-4, I-6, I-7, I-12).
 */
final class Citizen {
    /** What it does, with how often of a hundred. */
    private enum Act {
        LOG_IN(25),
        REFRESH(25),
        EDIT(20),
        LOG_OUT(10),
        CHANGE_PASSWORD(10),
        FORGET(5),
        RESET(5);

        private final int share;

        Act(int share) {
            this.share = share;
        }

        static Act drawn(Random random) {
            int left = random.nextInt(100);
            for (var act : values()) {
                left -= act.share;
                if (left < 0) {
                    return act;
                }
            }
            return LOG_IN;
        }
    }

    private static final Pattern RESET_LINK = Pattern.compile("/reset#token=(?:3D)?([A-Za-z0-9_.-]+)");
    /** Within it a lost rotation is repeated (D-12). */
    private static final Duration GRACE = Duration.ofSeconds(9);

    private final Rig rig;
    private final Api api;
    private final Random random;
    private final Person person;
    private final Set<String> passwords = new LinkedHashSet<>();
    private final Set<String> bios = new LinkedHashSet<>();
    private final List<String> ended = new ArrayList<>();
    private final Set<String> usedTokens = new LinkedHashSet<>();
    private @Nullable String access;
    private @Nullable String refresh;
    private long doubtSince;
    private boolean known;
    private @Nullable String id;
    private int drawn;

    Citizen(Rig rig, Api api, Random random) {
        this.rig = rig;
        this.api = api;
        this.random = random;
        this.person = Person.fresh("citizen");
        passwords.add(person.password());
        bios.add("null");
    }

    String email() {
        return person.email();
    }

    /** Null while nobody has told it. */
    @Nullable
    String id() {
        return id;
    }

    /** Whether the sign-up was acknowledged, or shown to have happened. */
    boolean isKnown() {
        return known;
    }

    /** The next thing it does, as its random numbers say. */
    void act() {
        var act = Act.drawn(random);
        if (!known) {
            signUp();
            return;
        }
        if (access == null || refresh == null) {
            logIn();
            return;
        }
        switch (act) {
            case LOG_IN -> logIn();
            case REFRESH -> refresh(refresh);
            case EDIT -> edit(access);
            case LOG_OUT -> logOut(access, refresh);
            case CHANGE_PASSWORD -> changePassword(access);
            case FORGET ->
                api.send(Service.AUTH, "POST", "/v1/password/forgot", null, Map.of("email", email()), email());
            case RESET -> reset();
        }
    }

    private void violation(String what) {
        rig.ledger().violation(what + ": " + email());
    }

    private void signUp() {
        var reply = api.signUp(person);
        if (reply.ok()) {
            known = true;
            id = reply.text("user", "id");
            take(reply);
        } else if (reply.status() == 409) {
            // Of an answer that got lost; nobody else has this address.
            known = true;
        } else if (reply.refused()) {
            violation("a good sign-up was refused with " + reply.status());
        }
    }

    private void take(Reply tokens) {
        access = tokens.text("access_token");
        refresh = tokens.text("refresh_token");
        doubtSince = 0;
    }

    private void forgetSession() {
        access = null;
        refresh = null;
        doubtSince = 0;
    }

    /** With each password that could be right; only one of them is (I-4). */
    void logIn() {
        for (var password : List.copyOf(passwords)) {
            var reply = api.logIn(person, password);
            if (reply.ok()) {
                passwords.retainAll(Set.of(password));
                take(reply);
                return;
            }
            if (reply.status() != 401) {
                return;
            }
            passwords.remove(password);
        }
        violation("I-4: no password that could be right is");
    }

    private void refresh(String token) {
        var reply = api.refresh(email(), token);
        if (reply.ok()) {
            take(reply);
        } else if (reply.outcome() == Outcome.UNKNOWN) {
            doubtSince = doubtSince == 0 ? System.nanoTime() : doubtSince;
        } else if (reply.refused()) {
            if (doubtSince == 0 || System.nanoTime() - doubtSince < GRACE.toNanos()) {
                violation("S-20, S-21: a good refresh was refused with " + reply.status());
            }
            forgetSession();
        }
    }

    private void edit(String token) {
        var bio = "bio " + ++drawn;
        var reply = api.send(Service.PROFILE, "PATCH", "/v1/profile", token, Map.of("bio", bio), email());
        if (reply.ok()) {
            bios.clear();
            bios.add(bio);
        } else if (reply.outcome() == Outcome.UNKNOWN) {
            bios.add(bio);
        }
    }

    private void logOut(String token, String refreshToken) {
        var reply = api.logOut(email(), refreshToken);
        if (reply.ok()) {
            ended.add(token);
            if (api.refresh(email(), refreshToken).ok()) {
                violation("I-6: a refresh after the logout");
            }
        }
        forgetSession();
    }

    private void changePassword(String token) {
        if (passwords.size() > 1) {
            logIn();
            return;
        }
        var old = passwords.iterator().next();
        var next = person.password() + "-" + ++drawn;
        var body = Map.of("old_password", old, "new_password", next);
        var reply = api.send(Service.AUTH, "POST", "/v1/password/change", token, body, email());
        if (reply.ok()) {
            passwords.clear();
            passwords.add(next);
            ended.add(token);
            take(reply);
        } else if (reply.outcome() == Outcome.UNKNOWN) {
            passwords.add(next);
            forgetSession();
        } else if (reply.status() == 422) {
            violation("I-4: the password that is right was refused");
        }
    }

    private void reset() {
        var token = rig.smtp().received().stream()
                .filter(mail -> mail.to().toString().contains(email()))
                .map(Citizen::resetToken)
                .filter(found -> found != null && !usedTokens.contains(found))
                .reduce((first, second) -> second)
                .orElse(null);
        if (token == null) {
            return;
        }
        var next = person.password() + "-" + ++drawn;
        var body = Map.of("token", token, "new_password", next);
        var before = access;
        var reply = api.send(Service.AUTH, "POST", "/v1/password/reset", null, body, email());
        usedTokens.add(token);
        if (reply.ok()) {
            passwords.clear();
            passwords.add(next);
            if (before != null) {
                ended.add(before);
            }
            forgetSession();
            if (api.send(Service.AUTH, "POST", "/v1/password/reset", null, body, email())
                    .ok()) {
                violation("I-7: a reset token worked twice");
            }
        } else if (reply.outcome() == Outcome.UNKNOWN) {
            passwords.add(next);
            forgetSession();
        }
    }

    /** The token of the link, quoted-printable undone as far as it touches one. */
    private static @Nullable String resetToken(Received mail) {
        var found = RESET_LINK.matcher(mail.content().replace("=\r\n", ""));
        return found.find() ? found.group(1) : null;
    }

    /** When all is quiet: what it believes is so (I-4, I-6, I-12). */
    void verify() {
        if (!known) {
            return;
        }
        logIn();
        var token = access;
        if (token == null) {
            violation("no login on a quiet platform");
            return;
        }
        for (var dead : ended) {
            for (var service : List.of(Service.AUTH, Service.PROFILE)) {
                var path = service == Service.AUTH ? "/v1/me" : "/v1/profile";
                if (api.send(service, "GET", path, dead, null, email()).ok()) {
                    violation("I-6: a token of an ended session opens " + path);
                }
            }
        }
        var reply = api.profile(email(), token);
        if (!reply.ok() || !bios.contains(reply.text("bio"))) {
            violation("I-12: the profile says '%s' and not %s".formatted(reply.text("bio"), bios));
        }
    }
}
