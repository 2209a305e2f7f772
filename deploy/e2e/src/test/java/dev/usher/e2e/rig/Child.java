package dev.usher.e2e.rig;

import dev.usher.kernel.testing.ServerProcess;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of the rig with everything below it: started, ended, killed, held and let go as a whole. */
class Child {
    private static final Duration STOP = Duration.ofSeconds(15);

    private final String name;
    private @Nullable ServerProcess process;
    private volatile boolean held;
    private volatile long resumedAt = Long.MIN_VALUE;

    Child(String name) {
        this.name = name;
    }

    /** Knows how to start one process and to wait until it serves. */
    @FunctionalInterface
    interface Start {
        ServerProcess run();
    }

    String name() {
        return name;
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    synchronized ServerProcess process() {
        return Objects.requireNonNull(process, name + " was never started");
    }

    long pid() {
        return process().process().pid();
    }

    /** Takes over a process that has just been started. */
    synchronized void run(Start start) {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        held = false;
        process = start.run();
    }

    /** Asks it to end, as an operator does, and waits; the time that it took. */
    Duration stop() {
        long asked = System.nanoTime();
        resume();
        process().stop(STOP);
        return Duration.ofNanos(System.nanoTime() - asked);
    }

    /** SIGKILL, also to what is below it; returns when the process is gone. */
    void kill() {
        var dying = process();
        dying.signalTree("KILL");
        try {
            if (!dying.process().waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " survives SIGKILL");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGSTOP: nothing moves in it, its connections stay open. */
    synchronized void pause() {
        held = true;
        process().signalTree("STOP");
    }

    /** Goes on after {@link #pause}. */
    synchronized void resume() {
        if (held) {
            process().signalTree("CONT");
            resumedAt = System.nanoTime();
            held = false;
        }
    }

    boolean isHeld() {
        return held;
    }

    /** Whether it was held at any time after that ({@link System#nanoTime()}): then late answers are no fault of its. */
    boolean wasHeldSince(long time) {
        return held || (resumedAt != Long.MIN_VALUE && resumedAt - time >= 0);
    }

    /** For the end of the rig, whatever state this is in. */
    void end() {
        if (isAlive()) {
            stop();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
