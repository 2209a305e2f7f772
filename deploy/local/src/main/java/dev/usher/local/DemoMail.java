package dev.usher.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Reads the mails that the tour is sent. */
final class DemoMail {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final ApiClient mailbox;

    DemoMail(ApiClient mailbox) {
        this.mailbox = mailbox;
    }

    /**
     * The first mail to the address whose text is wanted, as soon as it is there.
     *
     * @throws ApiClient.Surprise when it does not come
     */
    JsonNode await(String address, Predicate<String> wanted) {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            for (var item : items(address)) {
                var mail = mailbox.get("/api/messages/" + item.path("id").asText(), null)
                        .expect(200)
                        .json();
                if (wanted.test(mail.path("text").asText())) {
                    return mail;
                }
            }
            pause();
        }
        throw new ApiClient.Surprise("the mail did not come within " + LIMIT.toSeconds() + " s");
    }

    private JsonNode items(String address) {
        return mailbox.get("/api/messages?to=" + URLEncoder.encode(address, StandardCharsets.UTF_8), null)
                .expect(200)
                .json()
                .path("items");
    }

    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiClient.Surprise("interrupted");
        }
    }
}
