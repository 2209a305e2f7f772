package dev.usher.kernel.upload;

import dev.usher.kernel.image.ImagePipeline;
import dev.usher.kernel.image.Picture;
import dev.usher.kernel.image.Spool;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.RateLimit;
import dev.usher.kernel.problem.Unavailable;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Takes a picture out of a request: one file in the form field {@code file}. It is read as it arrives, through one small
 * buffer into a file without a name, which the system takes back however this ends; then it is drawn afresh. At most
 * {@value #AT_ONCE} uploads are on disk at a time; more are told to come back.
 */
@Singleton
@Requires(property = UploadSettings.STORAGE)
public final class Uploads {
    /** 5 MiB: longer files are not taken. */
    public static final int MAX_BYTES = 5 * 1024 * 1024;
    /** For {@code @BodyLimit} on a route that takes an upload: a file, and the form around it. */
    public static final int MAX_BODY = MAX_BYTES + 64 * 1024;

    /** For the description of a route that takes an upload. */
    public static final String DESCRIPTION =
            "PNG, JPEG or WebP (.png, .jpg, .jpeg, .webp), at most 5 MiB and 25 megapixels, not animated. What is kept is"
                    + " drawn afresh: no metadata, a name of our own.";

    private static final String FIELD = "file";
    private static final int AT_ONCE = 64;

    private final UploadAllowance allowance;
    private final int perHour;
    private final ImagePipeline pipeline;
    private final Semaphore room = new Semaphore(AT_ONCE);
    /** Drawing is work, not waiting: on virtual threads, which share a few, it would stop everybody else. */
    private final ExecutorService drawing = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("drawing-", 0).factory());

    Uploads(UploadAllowance allowance, UploadSettings settings, ImagePipeline pipeline) {
        this.allowance = allowance;
        this.perHour = settings.perHour();
        this.pipeline = pipeline;
    }

    /**
     * Counts the upload, reads it, draws the picture and hands it on. Call it in a method that has no body parameter, once
     * the caller may upload at all: a body that is not asked for is not read.
     *
     * @param use gets the picture, which is gone when this returns
     * @throws ProblemException 429 past the caller's allowance, 413 for a file that is too long, 400 when the body is no
     *     form with one file
     * @throws dev.usher.kernel.value.InvalidValue on field {@code file} when it is no picture of a kind that is taken
     * @throws Unavailable when there is too much to do
     */
    public <T> T picture(HttpRequest<?> request, UUID user, Function<Picture, T> use) {
        allowance.take(user, perHour).ifPresent(wait -> {
            throw RateLimit.on(
                    new ProblemException(CommonProblem.TOO_MANY_REQUESTS, "Too many uploads in this hour."),
                    "uploads",
                    perHour,
                    UploadAllowance.WINDOW,
                    wait);
        });
        if (!room.tryAcquire()) {
            throw new Unavailable("too many uploads at once", Duration.ofSeconds(2));
        }
        try {
            var part = FilePart.of(request, FIELD);
            try (var file = spool(part);
                    var picture = draw(file, part)) {
                return use.apply(picture);
            }
        } finally {
            room.release();
        }
    }

    /** Waits until it is done, come what may: the file must stay for so long. */
    private Picture draw(Spool file, FilePart part) {
        try {
            return CompletableFuture.supplyAsync(
                            () -> pipeline.process(file, part.mediaType(), part.fileName()), drawing)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : e;
        }
    }

    @PreDestroy
    void close() {
        drawing.shutdown();
    }

    private static Spool spool(FilePart part) {
        try {
            return Spool.of(part.content(), MAX_BYTES)
                    .orElseThrow(() -> new ProblemException(CommonProblem.TOO_LARGE, "A file may have at most 5 MiB."));
        } catch (IOException e) {
            // Nobody is left to hear it.
            throw new Unavailable("an upload broke off", e);
        }
    }
}
