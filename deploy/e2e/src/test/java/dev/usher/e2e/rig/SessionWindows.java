package dev.usher.e2e.rig;

import static dev.usher.e2e.rig.Checks.committed;
import static dev.usher.e2e.rig.Checks.killed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.e2e.Person;
import dev.usher.e2e.rig.Api.Reply;
import dev.usher.e2e.rig.Ledger.Outcome;
import dev.usher.local.Service;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** auth-service killed between what it did and what it says. */
final class SessionWindows {
    private static final Pattern RESET_LINK = Pattern.compile("/reset#token=([A-Za-z0-9_.-]+)");

    private SessionWindows() {}

    static void killed_after_reset(Trial trial) {
        var rig = trial.rig();
        var auth = rig.replica(Service.AUTH);
        int rounds = trial.times(1, 3);
        for (int round = 0; round < rounds; round++) {
            var holder = Holder.signUp(rig.api(), "w14");
            var email = holder.person().email();
            rig.api().send(auth, "POST", "/v1/password/forgot", null, Map.of("email", email), "w14");
            await().atMost(Duration.ofSeconds(30)).until(() -> resetToken(rig, email) != null);
            var token = String.valueOf(resetToken(rig, email));
            var dead = auth.line(Dependency.POSTGRES)
                    .once(moment -> committed(moment, "update credential"), () -> killed(auth));
            var body = Map.of("token", token, "new_password", "violet-Harbour-" + round);
            assertThat(rig.api()
                            .send(auth, "POST", "/v1/password/reset", null, body, "w14")
                            .outcome())
                    .isEqualTo(Outcome.UNKNOWN);
            assertThat(dead).succeedsWithin(Duration.ofSeconds(10));
            auth.line(Dependency.POSTGRES).heal();
            auth.start();
            var again = rig.api()
                    .send(
                            auth,
                            "POST",
                            "/v1/password/reset",
                            null,
                            Map.of("token", token, "new_password", "amber-Valley-" + round),
                            "w14");
            assertThat(again.status()).as("the token a second time").isEqualTo(422);
            assertThat(logIn(rig, auth, holder.person().with("violet-Harbour-" + round))
                            .status())
                    .isEqualTo(200);
        }
        trial.note("%d kills", rounds);
    }

    private static Reply logIn(Rig rig, Replica replica, Person person) {
        return rig.api()
                .send(
                        replica,
                        "POST",
                        "/v1/login",
                        null,
                        Map.of("email", person.email(), "password", person.password()),
                        person.email());
    }

    /** The token of the newest reset mail; null before there is one. */
    private static @Nullable String resetToken(Rig rig, String email) {
        return rig.smtp().received().stream()
                .filter(mail -> mail.to().toString().contains(email))
                .map(mail -> mail.content().replace("=\r\n", "").replace("=3D", "="))
                .map(RESET_LINK::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .reduce((older, newer) -> newer)
                .orElse(null);
    }
}
