package dev.usher.auth.adapter.in.errand;

import dev.usher.auth.application.RunErrands;
import dev.usher.kernel.store.AfterMigration;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for errands four times a second, on one thread. Not at once when one is added: a client that measures its next
 * request must not meet the work of its last one there.
 */
@Context
// Off where a test does them itself.
@Requires(property = "auth.recovery.errands", notEquals = "false")
final class ErrandThread implements AfterMigration {
    private static final Logger LOG = LoggerFactory.getLogger(ErrandThread.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration TROUBLED = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final RunErrands errands;
    private final Thread thread = Thread.ofPlatform().name("errands").daemon().unstarted(this::work);
    private volatile boolean stopping;
    private boolean troubled;

    ErrandThread(RunErrands errands) {
        this.errands = errands;
    }

    @Override
    public void run() {
        // Once, also where something else has to run again.
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        if (thread.getState() != Thread.State.NEW && !thread.join(STOP)) {
            thread.interrupt();
        }
    }

    private void work() {
        try {
            while (!stopping) {
                Thread.sleep(turn());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything there is. Nothing may end this thread while the process lives. */
    private Duration turn() {
        try {
            var more = true;
            while (more && !stopping) {
                more = errands.runNext();
            }
            troubled = false;
            return PAUSE;
        } catch (RuntimeException failure) {
            if (!troubled) {
                LOG.warn("errands wait: {}", failure.getMessage(), failure);
            }
            troubled = true;
            return TROUBLED;
        }
    }
}
