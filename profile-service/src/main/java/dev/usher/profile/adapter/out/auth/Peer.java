package dev.usher.profile.adapter.out.auth;

import dev.usher.kernel.problem.Unavailable;
import dev.usher.profile.ProfileSettings;
import dev.usher.profile.domain.Secret;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * One peer over HTTP, with a limit on everything: time, size, how many at once, and how often it is asked while it
 * fails. Redirects are answers like any other, so that a token never travels to another host. Whatever goes wrong is
 * {@link Unavailable}, which tells the client nothing of what the peer said.
 */
final class Peer implements AutoCloseable {
    /** What a client is told to wait before it tries again. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final URI base;
    private final ProfileSettings.Peer limits;
    private final HttpClient http;
    private final Semaphore places;
    private final CircuitBreaker circuit;

    Peer(URI base, ProfileSettings.Peer limits) {
        this.base = base;
        this.limits = limits;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(limits.connect())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        this.places = new Semaphore(limits.concurrent());
        this.circuit = Circuit.of(base.getAuthority(), limits);
    }

    /** Asks. The HTTP client asks once more by itself when the connection breaks before the answer has begun. */
    <T> T get(String path, Secret token, Function<HttpResponse<byte[]>, T> read) {
        return call(request(path, token, limits.answer()).GET().build(), read);
    }

    /**
     * Asks once: a write whose answer got lost may have been done, and the HTTP client knows that too. As there is no
     * second try, the first has all the time: hashing two passwords on a busy peer takes more than a read may.
     */
    <T> T post(String path, Secret token, byte[] json, Function<HttpResponse<byte[]>, T> read) {
        return call(
                request(path, token, limits.total())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(json))
                        .build(),
                read);
    }

    private HttpRequest.Builder request(String path, Secret token, Duration limit) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(limit)
                .header("Accept", "application/json, application/problem+json")
                .header("Authorization", "Bearer " + token.reveal());
    }

    private <T> T call(HttpRequest request, Function<HttpResponse<byte[]>, T> read) {
        takeAPlace();
        try {
            if (!circuit.tryAcquirePermission()) {
                throw new Unavailable("peer: circuit open", limits.open());
            }
            return watched(request, read);
        } finally {
            places.release();
        }
    }

    /** A short wait evens out a burst; a peer that hangs must not collect threads. */
    private void takeAPlace() {
        try {
            if (!places.tryAcquire(limits.queue().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Unavailable("peer: " + limits.concurrent() + " requests under way", RETRY_AFTER);
            }
        } catch (InterruptedException interrupted) {
            throw stopped(interrupted);
        }
    }

    private static Unavailable stopped(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new Unavailable("peer: interrupted", interrupted);
    }

    private <T> T watched(HttpRequest request, Function<HttpResponse<byte[]>, T> read) {
        try {
            var answer = read.apply(send(request));
            Circuit.passed(circuit);
            return answer;
        } catch (RuntimeException failure) {
            circuit.onError(0, TimeUnit.NANOSECONDS, failure);
            throw failure;
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        var answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), limits.maxBody()));
        try {
            return answer.get(limits.total().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException lost) {
            throw new Unavailable("peer: no answer", lost);
        } catch (InterruptedException interrupted) {
            throw stopped(interrupted);
        } finally {
            answer.cancel(true); // gives the connection up when the answer is not wanted any more
        }
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
