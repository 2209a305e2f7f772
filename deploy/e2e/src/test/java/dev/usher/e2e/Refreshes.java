package dev.usher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Uses of refresh tokens as they go wrong in real life. */
final class Refreshes {
    private Refreshes() {}

    static Client.Answer refresh(Client client, String token) {
        return client.post("/v1/refresh", null, Map.of("refresh_token", token));
    }

    /** The successor; fails when it is refused. */
    static String refreshed(Client client, String token) {
        var answer = refresh(client, token);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.text("refresh_token");
    }

    /** The request arrives whole, and nobody is there for the answer. */
    static void sendAndHangUp(String origin, String token) throws IOException {
        var auth = URI.create(origin);
        try (var socket = new Socket(auth.getHost(), auth.getPort())) {
            var body = ("{\"refresh_token\":\"" + token + "\"}").getBytes(StandardCharsets.UTF_8);
            var head = "POST /v1/refresh HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            // The first byte of the answer proves that the rotation happened; the rest is never read.
            assertThat(socket.getInputStream().read()).isPositive();
        }
    }

    static <T> List<T> atOnce(int times, Callable<T> call) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<T>();
            for (var future : threads.invokeAll(Collections.nCopies(times, call))) {
                answers.add(future.get());
            }
            return answers;
        }
    }

    /** Runs round 0 to {@code rounds - 1}, so many at a time; the first failure is that of the whole. */
    static void rounds(int rounds, int atATime, IntConsumer round) throws InterruptedException, ExecutionException {
        try (var threads =
                Executors.newFixedThreadPool(atATime, Thread.ofVirtual().factory())) {
            var all = IntStream.range(0, rounds)
                    .mapToObj(i -> threads.submit(() -> round.accept(i)))
                    .toList();
            for (var one : all) {
                one.get();
            }
        }
    }
}
