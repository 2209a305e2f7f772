package dev.usher.notification.adapter.out.smtp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Closes connections whose deadline has passed, within a quarter of a second. One thread for all of them. */
final class SmtpDeadlines implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(250);

    private final Set<SmtpConnection> watched = ConcurrentHashMap.newKeySet();
    private final Thread thread;

    /** @param alsoEveryTick further work for the same thread; must not block or throw */
    SmtpDeadlines(Runnable alsoEveryTick) {
        thread = Thread.ofPlatform().daemon().name("smtp-deadlines").start(() -> watch(alsoEveryTick));
    }

    void add(SmtpConnection connection) {
        watched.add(connection);
    }

    void remove(SmtpConnection connection) {
        watched.remove(connection);
    }

    private void watch(Runnable alsoEveryTick) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(TICK);
                var now = System.nanoTime();
                watched.forEach(connection -> connection.expire(now));
                alsoEveryTick.run();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
