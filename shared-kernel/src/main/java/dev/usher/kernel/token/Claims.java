package dev.usher.kernel.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.kernel.value.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The claims of an access token (RFC 9068 §2.2 and ours). Each is there and of its exact type, or the token is refused;
 * claims that we do not know are ignored.
 */
final class Claims {
    /** The year 9999: later times are no times but overflows. */
    private static final long LATEST_SECOND = 253_402_300_799L;

    private final TokenSettings settings;

    Claims(TokenSettings settings) {
        this.settings = settings;
    }

    Optional<VerifiedToken> read(JsonNode payload, Instant now) {
        try {
            var token = new VerifiedToken(
                    text(payload, "jti"),
                    id(payload, "sub"),
                    id(payload, "sid"),
                    number(payload, "epoch", Long.MAX_VALUE),
                    roles(payload.path("roles")),
                    time(payload, "nbf"),
                    time(payload, "exp"));
            text(payload, "client_id");
            require(settings.issuer().equals(text(payload, "iss")));
            require(isForUs(payload.path("aud")));
            requireLifetime(time(payload, "iat"), token.expiresAt(), now);
            return Optional.of(token);
        } catch (Refused refused) {
            return Optional.empty();
        }
    }

    private void requireLifetime(Instant issued, Instant expires, Instant now) throws Refused {
        require(!issued.isAfter(now.plus(AccessTokenVerifier.LEEWAY)));
        var lifetime = Duration.between(issued, expires);
        require(lifetime.isPositive() && lifetime.compareTo(settings.maxLifetime()) <= 0);
    }

    /** One audience, alone or as the only one of a list: a token for several is good for none (RFC 9700 §2.3). */
    private boolean isForUs(JsonNode audience) {
        var one = audience.isArray() && audience.size() == 1 ? audience.get(0) : audience;
        return settings.audience().equals(one.textValue());
    }

    private static Set<String> roles(JsonNode names) throws Refused {
        require(names.isArray());
        var roles = new HashSet<String>();
        for (var name : names) {
            require(name.isTextual() && !name.textValue().isBlank());
            roles.add(name.textValue());
        }
        return roles;
    }

    private static UUID id(JsonNode payload, String claim) throws Refused {
        return Ids.parse(text(payload, claim)).orElseThrow(Refused::new);
    }

    private static String text(JsonNode payload, String claim) throws Refused {
        var value = payload.path(claim).textValue();
        if (value == null || value.isEmpty()) {
            throw new Refused();
        }
        return value;
    }

    private static Instant time(JsonNode payload, String claim) throws Refused {
        return Instant.ofEpochSecond(number(payload, claim, LATEST_SECOND));
    }

    private static long number(JsonNode payload, String claim, long most) throws Refused {
        var value = payload.path(claim);
        require(value.isIntegralNumber() && value.canConvertToLong());
        require(value.longValue() >= 0 && value.longValue() <= most);
        return value.longValue();
    }

    private static void require(boolean holds) throws Refused {
        if (!holds) {
            throw new Refused();
        }
    }

    /** Says nothing: a client learns no more than that the token is not valid. */
    private static final class Refused extends Exception {
        Refused() {
            super(null, null, false, false);
        }
    }
}
