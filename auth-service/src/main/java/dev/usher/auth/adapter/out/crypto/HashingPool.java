package dev.usher.auth.adapter.out.crypto;

import dev.usher.auth.AuthSettings;
import dev.usher.kernel.problem.Unavailable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The only threads that compute what is slow on purpose. A storm of logins fills their queue and is refused from there
 * on, at once; everything else keeps its speed.
 */
@Singleton
final class HashingPool {
    /** Less than a request may take as a whole (promises T-1): it is of no use to answer later. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ThreadPoolExecutor threads;

    HashingPool(AuthSettings.Password settings) {
        var count = settings.hashingThreads() > 0
                ? settings.hashingThreads()
                : Runtime.getRuntime().availableProcessors();
        this.threads = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.hashingQueue()),
                Thread.ofPlatform().name("hashing-", 1).daemon().factory());
    }

    /** @throws Unavailable at once when the queue is full, or when it took too long */
    <T> T run(Callable<T> work) {
        Future<T> result;
        try {
            result = threads.submit(work);
        } catch (RejectedExecutionException full) {
            throw new Unavailable("the hashing queue is full", RETRY_AFTER);
        }
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new Unavailable("the hashing queue is too slow", RETRY_AFTER);
        } catch (InterruptedException abandoned) {
            Thread.currentThread().interrupt();
            throw new Unavailable("nobody waits for this hash any more", abandoned);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("hashing failed", failure.getCause());
        } finally {
            // Nothing when it is done; a task that still waits must not be computed for nobody.
            if (result.cancel(false)) {
                threads.purge();
            }
        }
    }

    /** Tasks computed so far. */
    long completed() {
        return threads.getCompletedTaskCount();
    }

    int waiting() {
        return threads.getQueue().size();
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
