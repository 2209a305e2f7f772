package dev.usher.notification.adapter.in.sender;

import dev.usher.notification.application.SendMail.Outcome;
import dev.usher.notification.application.SendMail.Result;
import dev.usher.notification.application.ServerGate;
import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.application.port.Ledger.Claim;
import dev.usher.notification.domain.Lane;
import dev.usher.notification.domain.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * {@code usher.mail.*}: {@code attempts} by outcome, {@code sent}, {@code parked} by reason, {@code delay} from being
 * asked for to being taken, {@code unrecorded} from the server's answer to the ledger (what a crash in between can send
 * twice), {@code queue} of the whole ledger by lane and status and {@code queue.age} by lane, {@code server.away} while the mail server takes
 * nobody's mail.
 */
@Singleton
final class SenderMetrics {
    private static final List<Status> QUEUED = List.of(Status.PENDING, Status.SENDING, Status.PARKED);

    private final MeterRegistry registry;
    private final Clock clock;
    private final Timer delay;
    private final Timer unrecorded;
    private volatile Ledger.Backlog backlog = new Ledger.Backlog(List.of());

    SenderMetrics(MeterRegistry registry, ServerGate gate, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        delay = Timer.builder("usher.mail.delay").publishPercentileHistogram().register(registry);
        unrecorded = Timer.builder("usher.mail.unrecorded")
                .publishPercentileHistogram()
                .register(registry);
        for (var lane : Lane.values()) {
            for (var status : QUEUED) {
                Gauge.builder("usher.mail.queue", this, metrics -> metrics.backlog.mails(lane, status))
                        .tags("lane", lane.wire(), "status", status.wire())
                        .register(registry);
            }
            Gauge.builder("usher.mail.queue.age", this, metrics -> metrics.age(lane))
                    .tag("lane", lane.wire())
                    .baseUnit("seconds")
                    .register(registry);
        }
        Gauge.builder("usher.mail.server.away", gate, one -> one.closedBecause() == null ? 0 : 1)
                .register(registry);
    }

    void count(Claim claim, Outcome outcome, Result result, Duration window) {
        registry.counter("usher.mail.attempts", "outcome", name(outcome)).increment();
        switch (result) {
            case Result.Sent() -> {
                registry.counter("usher.mail.sent").increment();
                delay.record(Duration.between(claim.mail().createdAt(), clock.instant()));
                unrecorded.record(window);
            }
            case Result.Parked(var reason) ->
                registry.counter("usher.mail.parked", "reason", reason.wire()).increment();
            case Result.Lost() -> registry.counter("usher.mail.lost").increment();
            case Result.Retried _, Result.Released _ -> {}
        }
    }

    private static String name(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted() -> "accepted";
            case Outcome.Failed _ -> "failed";
            case Outcome.Hopeless hopeless -> hopeless.reason().wire();
            case Outcome.ServerAway _ -> "server-away";
            case Outcome.LeaseLost() -> "lease-lost";
        };
    }

    void backlog(Ledger.Backlog now) {
        backlog = now;
    }

    private double age(Lane lane) {
        return backlog.oldest(lane)
                .map(oldest -> Duration.between(oldest, clock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }
}
