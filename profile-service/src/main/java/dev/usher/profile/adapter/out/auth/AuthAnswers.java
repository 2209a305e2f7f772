package dev.usher.profile.adapter.out.auth;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Text;
import dev.usher.kernel.value.Violation;
import dev.usher.kernel.web.Json;
import dev.usher.profile.domain.Account;
import dev.usher.profile.domain.Secret;
import dev.usher.profile.domain.Tokens;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * auth-service's answers as its contract has them; only what is read here is declared. What breaks the contract is
 * {@link Unavailable}: the fault is the peer's, never the client's.
 */
final class AuthAnswers {
    private static final ObjectMapper JSON = Json.events();
    private static final Set<String> FIELDS = Set.of("old_password", "new_password");
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
    /** RFC 6750 §2.1, and short enough for a cookie too. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,4000}={0,2}");

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private AuthAnswers() {}

    static Account account(HttpResponse<byte[]> answer, UUID caller) {
        return read(answer, Me.class, me -> {
            if (!caller.equals(me.id)) {
                throw new Unavailable("auth-service told of another account", Peer.RETRY_AFTER);
            }
            return Account.of(caller, me.email, me.firstName, me.lastName, me.locale);
        });
    }

    static Tokens tokens(HttpResponse<byte[]> answer) {
        return read(
                answer,
                Session.class,
                session -> new Tokens(
                        token("access_token", session.accessToken),
                        lifetime("expires_in", session.expiresIn),
                        token("refresh_token", session.refreshToken),
                        lifetime("refresh_expires_in", session.refreshExpiresIn)));
    }

    /** The reasons in our own spelling: known fields, well-formed codes, one line of text each. At least one. */
    static List<Violation> violations(HttpResponse<byte[]> answer) {
        return read(answer, Problem.class, problem -> {
            if (problem.errors == null || problem.errors.isEmpty()) {
                throw new Unavailable("auth-service refused without a reason", Peer.RETRY_AFTER);
            }
            return problem.errors.stream().map(AuthAnswers::violation).toList();
        });
    }

    /** From 1 s to 1 h; 1 s when the answer does not say. */
    static Duration retryAfter(HttpResponse<byte[]> answer) {
        var seconds = answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .orElse(1L);
        return Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST_WAIT.toSeconds()));
    }

    private static <S, T> T read(HttpResponse<byte[]> answer, Class<S> shape, Function<S, T> meaning) {
        try {
            var body = JSON.readValue(answer.body(), shape);
            if (body == null) {
                throw new Unavailable("auth-service answered null", Peer.RETRY_AFTER);
            }
            return meaning.apply(body);
        } catch (IOException | InvalidValue notTheContract) {
            // Not as the cause: its text may repeat what stands in the answer.
            throw new Unavailable(
                    "auth-service answered something else than a " + shape.getSimpleName(), Peer.RETRY_AFTER);
        }
    }

    private static Violation violation(@Nullable Reason reason) {
        if (reason == null
                || reason.field == null
                || !FIELDS.contains(reason.field)
                || reason.code == null
                || !CODE.matcher(reason.code).matches()) {
            throw new Unavailable("auth-service refused for a reason that is none", Peer.RETRY_AFTER);
        }
        return new Violation(reason.field, reason.code, Text.line(reason.field, reason.message, 1, 200));
    }

    private static Secret token(String field, @Nullable String value) {
        if (value == null || !TOKEN.matcher(value).matches()) {
            throw new InvalidValue(field, "invalid", "must be a token that fits into a header field");
        }
        return new Secret(value);
    }

    private static Duration lifetime(String field, @Nullable Long seconds) {
        if (seconds == null || seconds < 1) {
            throw new InvalidValue(field, "required", "must be positive");
        }
        return Duration.ofSeconds(seconds);
    }

    private record Me(
            @Nullable UUID id,
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String locale) {}

    private record Session(
            @Nullable String accessToken,
            @Nullable Long expiresIn,
            @Nullable String refreshToken,
            @Nullable Long refreshExpiresIn) {
        @Override
        public String toString() {
            return "[secret]";
        }
    }

    private record Problem(@Nullable List<@Nullable Reason> errors) {}

    private record Reason(
            @Nullable String field,
            @Nullable String code,
            @Nullable String message) {}
}
