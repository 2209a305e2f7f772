package dev.usher.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.kernel.event.SealedText;
import java.time.Duration;
import java.util.Map;

/** What notification-service reads of the events that make it send mails. */
public final class Mailed {
    public static final String RESET = "user:password-reset-requested";
    public static final String VERIFY = "user:email-verification-requested";

    private static final String NEWEST_FIRST = """
            select convert_from(data, 'UTF8') from outbox
             where type = ? and convert_from(data, 'UTF8')::json ->> 'email' = ? order by seq desc""";

    private Mailed() {}

    /** The token of the newest event of this type for the address, once there is one. */
    public static String token(AuthApp app, String email, String type) throws Exception {
        var database = new AuthDatabase(app.database());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !database.texts(NEWEST_FIRST, type, email).isEmpty());
        var event = new ObjectMapper()
                .readTree(database.texts(NEWEST_FIRST, type, email).getFirst());
        return app.bean(SealedText.class).open(event.get("token").textValue(), type);
    }

    /** Asks for one first. */
    public static String resetToken(AuthApp app, String email) throws Exception {
        assertThat(app.http()
                        .post("/v1/password/forgot", Map.of("email", email))
                        .status())
                .isEqualTo(202);
        return token(app, email, RESET);
    }
}
