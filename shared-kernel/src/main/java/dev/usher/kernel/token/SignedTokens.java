package dev.usher.kernel.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.kernel.web.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Opens signed tokens: compact JWS (RFC 7515 §3.1) of three canonical base64url parts, signed as their key has it: a
 * token names its key, and with it the algorithm (RFC 8725 §3.1).
 */
final class SignedTokens {
    private static final String TYPE = "at+jwt";
    private static final int LONGEST_KEY_ID = 200;
    /** A token that brings its key, says where to get one, or asks for processing we do not do (RFC 8725 §3.10). */
    private static final List<String> REFUSED_HEADERS =
            List.of("jku", "x5u", "jwk", "x5c", "x5t", "x5t#S256", "crit", "b64", "zip", "enc");

    private static final ObjectMapper JSON = Json.events();

    private final KeySource keys;
    private final Set<SigningAlgorithm> algorithms;
    private final Claims claims;

    SignedTokens(KeySource keys, TokenSettings settings) {
        this.keys = keys;
        this.algorithms = settings.accepted();
        this.claims = new Claims(settings);
    }

    /** What the token says, when it is signed by one of our keys and its claims are as they have to be. */
    Optional<VerifiedToken> open(String compact, Instant now) {
        var parts = compact.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        return decode(parts[0])
                .flatMap(SignedTokens::json)
                .flatMap(this::key)
                .filter(key -> isSigned(key, parts))
                .flatMap(key -> decode(parts[1]))
                .flatMap(SignedTokens::json)
                .flatMap(payload -> claims.read(payload, now));
    }

    private Optional<VerificationKey> key(JsonNode header) {
        var algorithm = SigningAlgorithm.named(header.path("alg").asText("")).filter(algorithms::contains);
        var wellFormed = algorithm.isPresent()
                && isAccessToken(header.path("typ"))
                && REFUSED_HEADERS.stream().noneMatch(header::has);
        return wellFormed
                ? Optional.ofNullable(header.path("kid").textValue())
                        .filter(kid -> !kid.isEmpty() && kid.length() <= LONGEST_KEY_ID)
                        .flatMap(keys::key)
                        .filter(key -> key.algorithm() == algorithm.get())
                : Optional.empty();
    }

    private static boolean isAccessToken(JsonNode type) {
        var name = type.asText("").toLowerCase(Locale.ROOT);
        return type.isTextual() && (name.equals(TYPE) || name.equals("application/" + TYPE));
    }

    private static boolean isSigned(VerificationKey key, String[] parts) {
        var input = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        return decode(parts[2]).map(signature -> key.verifies(input, signature)).orElse(false);
    }

    /** One value has one spelling: no padding, no foreign characters, no stray bits at the end. */
    private static Optional<byte[]> decode(String part) {
        try {
            var bytes = Base64.getUrlDecoder().decode(part);
            var canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            return canonical.equals(part) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> json(byte[] bytes) {
        try {
            return Optional.ofNullable(JSON.readTree(bytes)).filter(JsonNode::isObject);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
