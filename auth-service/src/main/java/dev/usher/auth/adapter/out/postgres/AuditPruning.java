package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.AuthSettings;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.kernel.problem.Unavailable;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops what the audit log has kept long enough; a limited number a run (promises F-CK-3). */
@Singleton
class AuditPruning {
    private static final Logger LOG = LoggerFactory.getLogger(AuditPruning.class);
    private static final int A_RUN = 1_000;

    private final AuditLog log;
    private final AuthSettings.Audit settings;
    private final Clock clock;

    AuditPruning(AuditLog log, AuthSettings.Audit settings, Clock clock) {
        this.log = log;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelay = "1m", fixedDelay = "1m")
    void run() {
        try {
            log.prune(clock.instant().minus(settings.retention()), A_RUN);
        } catch (Unavailable outage) {
            LOG.info("The audit log keeps what is too old for now: the database is not available");
        }
    }
}
