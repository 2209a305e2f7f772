package dev.usher.notification.adapter.in.sender;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the ledger went away and once that it came back, however many threads notice how often. */
@Singleton
final class LedgerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWatch.class);

    private final AtomicBoolean away = new AtomicBoolean();

    void failed(RuntimeException failure) {
        if (away.compareAndSet(false, true)) {
            LOG.warn("The mail ledger does not answer, mails wait: {}", failure.toString());
        }
    }

    void answered() {
        if (away.get() && away.compareAndSet(true, false)) {
            LOG.info("The mail ledger answers again");
        }
    }
}
