package dev.usher.auth.adapter.out.redis;

import dev.usher.auth.application.port.Throttle;
import dev.usher.auth.domain.Attempt;
import dev.usher.auth.domain.ThrottlePolicy;
import dev.usher.auth.domain.TooMany;
import dev.usher.kernel.problem.Unavailable;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counters in Redis. Their size does not grow with what they count. Subjects are addresses of people: the keys hold a
 * hash of them.
 */
@Singleton
final class RedisThrottle implements Throttle {
    private static final Logger LOG = LoggerFactory.getLogger(RedisThrottle.class);
    private static final Script RESERVE = Script.load("reserve.lua");
    private static final Script RELEASE = Script.load("release.lua");
    private static final String SPACE = "usher:auth:throttle:";
    private static final String NOTHING = "0";

    private final Redis redis;

    RedisThrottle(Redis redis) {
        this.redis = redis;
    }

    @Override
    public Answer reserve(Attempt attempt, Instant now) {
        var counters = attempt.all();
        var arguments = new ArrayList<String>();
        arguments.add(String.valueOf(now.toEpochMilli()));
        arguments.add(String.valueOf(attempt.strangers().size()));
        for (var counter : counters) {
            arguments.add(String.valueOf(counter.limit().most()));
            arguments.add(millis(counter.limit().window()));
        }
        var answer = (List<?>) redis.run(RESERVE, keys(attempt, counters), arguments);
        var verdict = String.valueOf(answer.getFirst());
        return switch (verdict) {
            case "full" -> new Answer.Refused(tooMany(counters, answer));
            case "familiar" -> new Answer.Reserved(new Reservation(attempt, true, now));
            case "stranger" -> new Answer.Reserved(new Reservation(attempt, false, now));
            default -> throw new IllegalStateException("reserve.lua answered " + verdict);
        };
    }

    private static TooMany tooMany(List<Attempt.Counter> counters, List<?> answer) {
        var full = counters.get(Integer.parseInt(String.valueOf(answer.get(1))) - 1);
        return new TooMany(full.limit(), Duration.ofMillis(Long.parseLong(String.valueOf(answer.get(2)))));
    }

    @Override
    public void release(Reservation reservation) {
        release(reservation, NOTHING);
    }

    @Override
    public void succeeded(Reservation reservation) {
        release(reservation, reservation.attempt().place().isPresent() ? millis(ThrottlePolicy.FAMILIARITY) : NOTHING);
    }

    private void release(Reservation reservation, String familiarity) {
        var attempt = reservation.attempt();
        var counted = reservation.familiar() ? attempt.counters() : attempt.all();
        var arguments = new ArrayList<String>();
        arguments.add(String.valueOf(reservation.at().toEpochMilli()));
        arguments.add(familiarity);
        counted.forEach(counter -> arguments.add(millis(counter.limit().window())));
        try {
            redis.runOnce(RELEASE, keys(attempt, counted), arguments);
        } catch (Unavailable outage) {
            LOG.warn("an attempt stays counted: {}", outage.getMessage());
        }
    }

    @Override
    public void clear(Attempt attempt) {
        var keys = keys(attempt, attempt.all());
        try {
            redis.delete(keys.subList(1, keys.size()));
        } catch (Unavailable outage) {
            LOG.warn("attempts stay counted: {}", outage.getMessage());
            return;
        }
        // Counted in nothing, it only makes the place familiar.
        succeeded(new Reservation(new Attempt(List.of(), List.of(), attempt.place()), true, Instant.EPOCH));
    }

    private static List<String> keys(Attempt attempt, List<Attempt.Counter> counters) {
        var keys = new ArrayList<String>();
        keys.add(key("place", attempt.place().orElse("")));
        counters.forEach(counter -> keys.add(key(counter.limit().name(), counter.subject())));
        return keys;
    }

    private static String key(String kind, String subject) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(subject.getBytes(StandardCharsets.UTF_8));
            return SPACE + kind + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException everyJdkHasThis) {
            throw new IllegalStateException(everyJdkHasThis);
        }
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }
}
