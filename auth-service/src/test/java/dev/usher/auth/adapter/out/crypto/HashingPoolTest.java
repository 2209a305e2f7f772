package dev.usher.auth.adapter.out.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.problem.Unavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HashingPoolTest {
    @Test
    void past_its_queue_it_refuses_at_once() throws Exception {
        var pool = new HashingPool(TestCrypto.settings(4, 2, 3));
        var release = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 5; i++) {
                callers.execute(() -> pool.run(() -> {
                    release.await();
                    return 0;
                }));
            }
            await().until(() -> pool.waiting() == 3);
            var before = System.nanoTime();
            assertThatThrownBy(() -> pool.run(() -> 1)).isInstanceOf(Unavailable.class);
            // Not after its patience, which is 4 s.
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
            release.countDown();
        }
        assertThat(pool.run(() -> 2)).isEqualTo(2);
    }

    @Test
    void a_hash_that_nobody_waits_for_is_not_computed() throws Exception {
        var pool = new HashingPool(TestCrypto.settings(4, 1, 10));
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var computed = new AtomicInteger();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            callers.execute(() -> pool.run(() -> {
                begun.countDown();
                release.await();
                return 0;
            }));
            begun.await();
            var abandoned = Thread.ofVirtual().start(() -> {
                try {
                    pool.run(computed::incrementAndGet);
                } catch (Unavailable expected) {
                    computed.addAndGet(100);
                }
            });
            await().until(() -> pool.waiting() == 1);
            abandoned.interrupt();
            abandoned.join();
            assertThat(pool.waiting()).isZero();
            release.countDown();
        }
        assertThat(computed).hasValue(100);
    }

    @Test
    void what_takes_too_long_is_given_up() {
        var pool = new HashingPool(TestCrypto.settings(4, 1, 10));
        var release = new CountDownLatch(1);
        assertThatThrownBy(() -> pool.run(() -> {
                    release.await();
                    return 0;
                }))
                .isInstanceOf(Unavailable.class);
        release.countDown();
        assertThat(pool.run(() -> 2)).isEqualTo(2);
    }

    @Test
    void a_fault_of_the_work_is_a_fault_and_no_outage() {
        var pool = new HashingPool(TestCrypto.settings(4, 1, 10));
        assertThatThrownBy(() -> pool.run(() -> {
                    throw new IllegalArgumentException("broken");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("broken");
    }
}
