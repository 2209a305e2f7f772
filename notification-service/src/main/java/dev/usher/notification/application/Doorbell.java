package dev.usher.notification.application;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one sender that waits for work. Rings that find nobody waiting are kept, up to one for each sender. Thread-safe. */
public final class Doorbell {
    private final Semaphore rings = new Semaphore(0);
    private final int senders;

    public Doorbell(int senders) {
        this.senders = senders;
    }

    public void ring() {
        // A few rings too many under contention cost one look into an empty ledger each.
        if (rings.availablePermits() < senders) {
            rings.release();
        }
    }

    /** Waits for one ring. */
    public void await() throws InterruptedException {
        rings.acquire();
    }

    /** True if it rang within the time. */
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return rings.tryAcquire(time, unit);
    }
}
