package dev.usher.profile.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.image.TestImages;
import dev.usher.kernel.testing.Form;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.ResidentMemory;
import dev.usher.kernel.testing.Scratch;
import dev.usher.profile.ProfileApp;
import dev.usher.profile.application.CreateProfile;
import dev.usher.profile.domain.Account;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What many large uploads at once cost the service, and everybody else. */
@Tag("timing")
class AvatarMemoryTest {
    private static final long MIB = 1024 * 1024;

    private final ProfileApp app = ProfileApp.running();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private String person() {
        var user = UUID.randomUUID();
        app.bean(CreateProfile.class).createProfile(Account.of(user, "ada@example.com", "Ada", "Lovelace", null));
        return app.issuer().token(user);
    }

    /** On disk: what waits to be sent is not the service's memory. */
    private static List<Path> forms(List<byte[]> pictures) throws IOException {
        var directory = Scratch.directory("uploads");
        var forms = new ArrayList<Path>();
        for (var picture : pictures) {
            assertThat((long) picture.length).isLessThan(5 * MIB);
            forms.add(Files.write(directory.resolve("form-" + forms.size()), Form.file(picture)));
        }
        return forms;
    }

    private HttpResponse<Void> put(URI server, String token, Path form) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.resolve("/v1/profile/avatar"))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", Form.TYPE)
                .PUT(BodyPublishers.ofFile(form))
                .build();
        return client.send(request, BodyHandlers.discarding());
    }

    @Test
    void G_16_fifty_maximal_pictures_and_a_set_of_bombs_at_once_cost_no_more_than_128_MiB() throws Exception {
        // Longer than in earnest, so that pictures of each kind are drawn to their end and not only refused.
        try (var server = app.beside(Map.of("usher.web.answer-timeout", "PT30S"))) {
            storm(server.getURI());
        }
    }

    private void storm(URI server) throws Exception {
        var maximal = forms(TestImages.maximal());
        var bombs = forms(TestImages.bombs());
        var tokens = new ArrayList<String>();
        for (var count = 0; count < 50 + bombs.size(); count++) {
            tokens.add(person());
        }
        for (var form : maximal) {
            drawnAlone(server, tokens.getFirst(), form);
        }
        var uploads = new ArrayList<Callable<HttpResponse<Void>>>();
        for (var index = 0; index < tokens.size(); index++) {
            var token = tokens.get(index);
            var form = index < 50 ? maximal.get(index % maximal.size()) : bombs.get(index - 50);
            uploads.add(() -> put(server, token, form));
        }
        try (var others = new Others(Http.at(server).bearer(person()))) {
            settle();
            var before = ResidentMemory.bytes();
            var heap = heap();
            var start = System.nanoTime();
            var answers = new TreeMap<Integer, Integer>();
            long peak;
            try (var watch = new ResidentMemory();
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var answer : threads.invokeAll(uploads)) {
                    answers.merge(answer.get().statusCode(), 1, Integer::sum);
                    if (answer.get().statusCode() == 503) {
                        assertThat(answer.get().headers().firstValue("Retry-After"))
                                .isPresent();
                    }
                }
                peak = watch.peak();
            }
            var seconds = (System.nanoTime() - start) / 1e9;
            others.stop();

            System.out.printf(
                    "50 maximal pictures and %d bombs at once over HTTP: answers %s in %.1f s, resident %d MiB + %d MiB,"
                            + " heap after it %+d MiB; meanwhile %d reads of profiles, %d failed, slowest %d ms%n",
                    bombs.size(),
                    answers,
                    seconds,
                    before / MIB,
                    (peak - before) / MIB,
                    (heap() - heap) / MIB,
                    others.times.size(),
                    others.failed.size(),
                    others.times.stream().mapToLong(time -> time).max().orElse(-1));
            assertThat(answers.keySet()).isSubsetOf(200, 422, 503);
            assertThat(others.failed).isEmpty();
            assertThat(others.times).isNotEmpty();
            assertThat(peak - before).isLessThanOrEqualTo(128 * MIB);
        }
    }

    /** One that is alone gets through, if a busy machine needs a few attempts. */
    private void drawnAlone(URI server, String token, Path form) throws IOException, InterruptedException {
        for (var attempt = 0; attempt < 8; attempt++) {
            var start = System.nanoTime();
            var status = put(server, token, form).statusCode();
            System.out.printf("a maximal picture alone: %d in %.1f s%n", status, (System.nanoTime() - start) / 1e9);
            if (status == 200) {
                return;
            }
            assertThat(status).isEqualTo(503);
        }
        throw new AssertionError("a maximal picture is never drawn");
    }

    /** Drawing the pictures of this test has made the heap large; what it does not use goes back to the system. */
    private static void settle() throws InterruptedException {
        for (var count = 0; count < 3; count++) {
            System.gc();
            Thread.sleep(200);
        }
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Somebody who only wants to read a profile, again and again. */
    private static final class Others implements AutoCloseable {
        private final List<Long> times = new ArrayList<>();
        private final List<Map.Entry<Integer, String>> failed = new ArrayList<>();
        private final AtomicBoolean done = new AtomicBoolean();
        private final Http http;
        private final Thread thread;

        Others(Http http) {
            this.http = http;
            this.thread = Thread.ofPlatform().start(this::read);
        }

        private void read() {
            while (!done.get()) {
                var start = System.nanoTime();
                var answer = http.get("/v1/profile");
                times.add((System.nanoTime() - start) / 1_000_000);
                if (answer.status() != 200) {
                    failed.add(Map.entry(answer.status(), answer.body()));
                }
            }
        }

        void stop() {
            done.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            stop();
        }
    }
}
