package dev.usher.e2e.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.e2e.Person;
import dev.usher.e2e.rig.Ledger.Entry;
import dev.usher.kernel.testing.ScriptedSmtp;
import dev.usher.local.Service;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** One thing that everything depends on stands still for a while: every answer comes in time all the same. */
final class Hanging {
    private static final int CLIENTS = 4;
    private static final Duration LIMIT = Duration.ofMillis(2_500);
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    private final Rig rig;
    private final Api api;
    private final Dependency dependency;
    private final Person person = Person.fresh("hanging");
    private final Person guesser = Person.fresh("guesser");
    private String guessing = "";
    /** Of the last session: a person who logs in all the time keeps the last fifty. */
    private volatile String access = "";

    private String refresh = "";

    private Hanging(Rig rig, Dependency dependency) {
        this.rig = rig;
        this.api = rig.api();
        this.dependency = dependency;
    }

    /** Stops it as a whole process, so that its connections stay open and nothing answers. */
    static Row.Scenario of(Dependency dependency) {
        return trial -> new Hanging(trial.rig(), dependency).run(trial);
    }

    private void run(Trial trial) throws Exception {
        var signedUp = api.signUp(person);
        assertThat(signedUp.ok()).as(signedUp.toString()).isTrue();
        access = signedUp.text("access_token");
        refresh = signedUp.text("refresh_token");
        // Wrong passwords count against an account: against one that nothing else needs.
        guessing = api.signUp(guesser).text("access_token");
        // Connections, caches and classes that the first calls need are no part of the question.
        round();
        var before = rig.replicas().stream()
                .filter(replica -> !hangs(replica))
                .map(Handles::of)
                .toList();
        int from = rig.ledger().size();
        long healed = callThrough(Duration.ofSeconds(trial.times(6, 30)));
        var during = rig.ledger().since(from);
        trial.until(
                "everything works again",
                RECOVERY,
                () -> api.logIn(person).ok()
                        && api.profile(person.email(), access).ok());
        var slowest = during.stream().max(Comparator.comparing(Entry::took)).orElseThrow();
        trial.note(
                "%d answers meanwhile, slowest %d ms (%s, %d), %d of them OK; recovered in %d ms",
                during.size(),
                slowest.took().toMillis(),
                slowest.endpoint(),
                slowest.status(),
                during.stream()
                        .filter(entry -> entry.outcome() == Ledger.Outcome.OK)
                        .count(),
                Duration.ofNanos(System.nanoTime() - healed).toMillis());
        assertThat(during)
                .as("answers in time")
                .allSatisfy(entry -> assertThat(entry.took())
                        .as(entry.endpoint() + " " + entry.status())
                        .isLessThanOrEqualTo(LIMIT));
        assertThat(during)
                .filteredOn(entry -> entry.endpoint().endsWith("jwks.json"))
                .allSatisfy(entry -> assertThat(entry.status()).isEqualTo(200));
        for (var handles : before) {
            rig.replicas().stream()
                    .filter(replica -> replica.pid() == handles.pid())
                    .forEach(replica -> handles.assertNoGrowth(Handles.of(replica)));
        }
    }

    private boolean hangs(Replica replica) {
        return dependency == Dependency.AUTH && replica.service() == Service.AUTH;
    }

    private void hang() {
        switch (dependency) {
            case POSTGRES -> rig.postgres().pause();
            case REDIS -> rig.redis().pause();
            case KAFKA -> rig.kafka().pause();
            case SMTP -> rig.smtp().script((phase, line) -> ScriptedSmtp.STALL);
            case AUTH -> rig.replicas(Service.AUTH).forEach(Replica::pause);
        }
    }

    private void heal() {
        switch (dependency) {
            case POSTGRES -> rig.postgres().resume();
            case REDIS -> rig.redis().resume();
            case KAFKA -> rig.kafka().resume();
            case SMTP -> rig.smtp().script((phase, line) -> ScriptedSmtp.ACCEPT);
            case AUTH -> rig.replicas(Service.AUTH).forEach(Replica::resume);
        }
    }

    /** It stops and goes on in the middle of the calls; when it went on. */
    private long callThrough(Duration time) {
        long healed = 0;
        var running = new AtomicBoolean(true);
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) {
                clients.execute(() -> {
                    while (running.get()) {
                        round();
                    }
                });
            }
            Thread.sleep(1_000);
            hang();
            Thread.sleep(time);
            heal();
            healed = System.nanoTime();
            running.set(false);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return healed;
    }

    /** One call of every kind. */
    private void round() {
        var key = person.email();
        if (dependency != Dependency.AUTH) {
            api.send(Service.AUTH, "GET", "/.well-known/jwks.json", null, null, key);
            api.signUp(Person.fresh("hanging"));
            var session = api.logIn(person);
            if (session.ok()) {
                access = session.text("access_token");
            }
            api.me(key, access);
            // The first token again and again would be a theft (S-22).
            api.refresh(key, session.ok() ? session.text("refresh_token") : refresh);
            api.send(Service.AUTH, "POST", "/v1/password/forgot", null, Map.of("email", key), key);
            api.send(Service.AUTH, "GET", "/v1/sessions", access, null, key);
        }
        api.profile(key, access);
        api.send(Service.PROFILE, "PATCH", "/v1/profile", access, Map.of("bio", "still here"), key);
        api.send(
                Service.PROFILE,
                "PATCH",
                "/v1/profile/password",
                guessing,
                Map.of("old_password", "not-the-Password-1", "new_password", "another-Horse-93"),
                key);
        api.send(Service.CATALOG, "GET", "/v1/products?size=5", null, null, key);
        api.send(Service.CATALOG, "GET", "/v1/services", access, null, key);
        api.send(Service.CATALOG, "POST", "/v1/checks", access, Map.of("checks", List.of()), key);
        api.send(Service.NOTIFICATION, "GET", "/v1/notifications", access, null, key);
    }
}
