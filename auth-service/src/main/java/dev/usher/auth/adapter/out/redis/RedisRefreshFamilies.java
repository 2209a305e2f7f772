package dev.usher.auth.adapter.out.redis;

import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.application.port.RefreshTokens;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.SessionId;
import dev.usher.auth.domain.SessionPolicy;
import dev.usher.kernel.problem.Unavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Families as hashes, one for each session. Times are the service's, so that the clock of Redis counts for nothing but
 * how long a key is kept; that is an hour longer than the family lives, and the family's own times decide.
 */
@Singleton
final class RedisRefreshFamilies implements RefreshFamilies {
    private static final Logger LOG = LoggerFactory.getLogger(RedisRefreshFamilies.class);
    private static final Script OPEN = Script.load("open.lua");
    private static final Script ROTATE = Script.load("rotate.lua");
    private static final String SLACK = String.valueOf(Duration.ofHours(1).toMillis());

    private final Redis redis;
    private final SessionPolicy policy;

    RedisRefreshFamilies(Redis redis, SessionPolicy policy) {
        this.redis = redis;
        this.policy = policy;
    }

    private static String key(SessionId session) {
        return "usher:auth:session:" + session;
    }

    @Override
    public void open(RefreshTokens.Issued first, AccountId user, Instant now, Instant absoluteUntil) {
        redis.run(
                OPEN,
                key(first.session()),
                user.toString(),
                String.valueOf(first.generation()),
                first.hash().value(),
                millis(now),
                millis(policy.idleUntil(now, absoluteUntil)),
                millis(absoluteUntil),
                SLACK);
    }

    @Override
    public Step rotate(RefreshTokens.Presented token, Instant now) {
        var answer = redis.run(
                ROTATE,
                key(token.session()),
                String.valueOf(token.generation()),
                token.hash().value(),
                token.successor().hash().value(),
                millis(now),
                String.valueOf(policy.idle().toMillis()),
                String.valueOf(policy.grace().toMillis()),
                SLACK);
        return step((List<?>) answer);
    }

    private static Step step(List<?> answer) {
        var verdict = String.valueOf(answer.getFirst());
        return switch (verdict) {
            case "rotated" -> new Step.Rotated(user(answer), until(answer));
            case "repeated" -> new Step.Repeated(user(answer), until(answer));
            case "late" -> new Step.Late(user(answer), until(answer));
            case "outdated" -> new Step.Outdated(user(answer), Integer.parseInt(text(answer, 2)));
            case "unknown" -> new Step.Unknown();
            default -> throw new IllegalStateException("rotate.lua answered " + verdict);
        };
    }

    private static AccountId user(List<?> answer) {
        return new AccountId(UUID.fromString(text(answer, 1)));
    }

    private static Instant until(List<?> answer) {
        return Instant.ofEpochMilli(Long.parseLong(text(answer, 2)));
    }

    private static String text(List<?> answer, int index) {
        return String.valueOf(answer.get(index));
    }

    private static String millis(Instant time) {
        return String.valueOf(time.toEpochMilli());
    }

    @Override
    public void end(SessionId session) {
        redis.delete(List.of(key(session)));
    }

    @Override
    public void forget(Collection<SessionId> sessions) {
        if (sessions.isEmpty()) {
            return;
        }
        try {
            redis.delete(sessions.stream().map(RedisRefreshFamilies::key).toList());
        } catch (Unavailable outage) {
            LOG.warn("{} ended sessions stay in Redis until they expire; they are dead", sessions.size());
        }
    }
}
