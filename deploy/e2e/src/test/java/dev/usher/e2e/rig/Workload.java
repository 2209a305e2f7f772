package dev.usher.e2e.rig;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Clients that sign up, log in, refresh, edit, change and reset passwords and log out, one after the other at the given
 * pace each. What each does, and in which order, follows the seed.
 */
final class Workload implements AutoCloseable {
    /** So that people come and go: then the client becomes somebody else. */
    private static final int ACTS = 12;

    private final Rig rig;
    private final Api api;
    private final ConcurrentLinkedQueue<Citizen> citizens = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final int ledgerBefore;
    private final int extraMailsBefore;
    private volatile boolean running = true;

    private Workload(Rig rig) {
        this.rig = rig;
        this.api = rig.api();
        this.ledgerBefore = rig.ledger().size();
        this.extraMailsBefore = Books.extraMails(rig);
    }

    static Workload start(Rig rig, long seed, int clients, Duration pace) {
        System.out.println("SEED of the work: " + seed);
        var workload = new Workload(rig);
        for (int client = 0; client < clients; client++) {
            var random = new Random(seed * 31 + client);
            workload.threads.execute(() -> workload.work(random, pace));
        }
        return workload;
    }

    private void work(Random random, Duration pace) {
        while (running) {
            var citizen = new Citizen(rig, api, random);
            citizens.add(citizen);
            for (int act = 0; act < ACTS && running; act++) {
                citizen.act();
                try {
                    Thread.sleep(pace);
                } catch (InterruptedException stopped) {
                    return;
                }
            }
        }
    }

    /** Where its part of the ledger begins. */
    int ledgerBefore() {
        return ledgerBefore;
    }

    int extraMailsBefore() {
        return extraMailsBefore;
    }

    List<Citizen> citizens() {
        return List.copyOf(citizens);
    }

    @Override
    public void close() {
        finish();
    }

    /** Returns when the last operation is answered. */
    void finish() {
        running = false;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a client waits for more than 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
