package dev.usher.e2e.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that do the same thing over and over, all at once, until this is closed. */
final class Crowd implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> clients = new ArrayList<>();
    private volatile boolean closing;

    /** One turn of one client. */
    @FunctionalInterface
    interface Turn {
        void take(int client) throws Exception;
    }

    private Crowd() {}

    static Crowd of(int clients, Turn turn) {
        var crowd = new Crowd();
        for (int i = 0; i < clients; i++) {
            int client = i;
            crowd.clients.add(crowd.threads.submit(() -> {
                while (!crowd.closing) {
                    turn.take(client);
                }
                return null;
            }));
        }
        return crowd;
    }

    /** Waits for the turns that have begun. @throws AssertionError when a turn threw */
    @Override
    public void close() {
        closing = true;
        try {
            for (var client : clients) {
                client.get();
            }
        } catch (ExecutionException failure) {
            throw new AssertionError(failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            threads.close();
        }
    }
}
