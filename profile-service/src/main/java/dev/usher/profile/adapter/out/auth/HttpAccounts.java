package dev.usher.profile.adapter.out.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.web.Json;
import dev.usher.profile.ProfileSettings;
import dev.usher.profile.application.port.Accounts;
import dev.usher.profile.domain.Account;
import dev.usher.profile.domain.Secret;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The accounts as auth-service tells of them over HTTP. */
@Singleton
final class HttpAccounts implements Accounts {
    private final Peer auth;

    HttpAccounts(ProfileSettings settings) {
        this.auth = new Peer(settings.authUrl(), settings.peer());
    }

    @Override
    public Optional<Account> own(UUID caller, Secret token) {
        return auth.get("/v1/me", token, answer -> switch (answer.statusCode()) {
            case 200 -> Optional.of(AuthAnswers.account(answer, caller));
            case 401 -> Optional.empty();
            default -> throw unexpected(answer);
        });
    }

    @Override
    public PasswordChange changePassword(Secret token, Secret oldPassword, Secret newPassword) {
        return auth.post(
                "/v1/password/change",
                token,
                json(Map.of("old_password", oldPassword.reveal(), "new_password", newPassword.reveal())),
                answer -> switch (answer.statusCode()) {
                    case 200 -> new PasswordChange.Changed(AuthAnswers.tokens(answer));
                    case 401 -> new PasswordChange.TokenRefused();
                    case 422 -> new PasswordChange.Refused(AuthAnswers.violations(answer));
                    case 429 -> new PasswordChange.Throttled(AuthAnswers.retryAfter(answer));
                    default -> throw unexpected(answer);
                });
    }

    @PreDestroy
    void close() {
        auth.close();
    }

    private static Unavailable unexpected(HttpResponse<byte[]> answer) {
        return new Unavailable("auth-service answered " + answer.statusCode(), Peer.RETRY_AFTER);
    }

    private static byte[] json(Map<String, String> body) {
        try {
            return Json.strict().writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("two texts could not be written", impossible);
        }
    }
}
