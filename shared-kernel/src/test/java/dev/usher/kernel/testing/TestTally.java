package dev.usher.kernel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says at the end of a module's tests how many ran and on which backends, and at the end of the last module's the same of
 * the whole build. JUnit finds it by {@code META-INF/services}.
 */
public final class TestTally implements TestExecutionListener {
    private final AtomicInteger finished = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger skipped = new AtomicInteger();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            finished.incrementAndGet();
        }
        // A container that fails (a class that cannot be set up) fails the tests in it.
        if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            failed.incrementAndGet();
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped.incrementAndGet();
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        var basedir = System.getProperty("basedir");
        if (basedir == null || finished.get() + failed.get() == 0) {
            return;
        }
        try {
            var reactor = TestRuns.of(Path.of(basedir));
            var run = new TestRuns.Run(reactor.module(), finished.get(), failed.get(), skipped.get(), Backends.used());
            reactor.write(run);
            System.out.println(run);
            if (reactor.isLastModule()) {
                System.out.println(reactor.total());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
