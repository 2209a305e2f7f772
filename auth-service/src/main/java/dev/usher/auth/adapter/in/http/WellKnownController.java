package dev.usher.auth.adapter.in.http;

import dev.usher.auth.AuthSettings;
import dev.usher.auth.application.port.KeySet;
import io.micronaut.core.annotation.NonBlocking;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;

/** What verifiers of our tokens need to know. Works without any backend. */
@Controller("/.well-known")
@Secured("isAnonymous()")
@Tag(name = "keys")
final class WellKnownController {
    private static final String CACHEABLE = "public, max-age=300";
    /** A key signs a minute after it was published (SIGNING_KEY_DELAY); a verifier looks for one twice a minute. */
    private static final String KEYS_CACHEABLE = "public, max-age=15";

    private final KeySet keys;
    private final MetadataJson metadata;

    WellKnownController(KeySet keys, AuthSettings.Tokens settings) {
        this.keys = keys;
        this.metadata = MetadataJson.of(settings.issuer());
    }

    /**
     * RFC 8414 §2, with what is true of this issuer: it signs tokens and publishes its keys. It has no authorization
     * endpoint and no token endpoint: its login is for its own applications, not an OAuth grant (RFC 9700 §2.4).
     */
    @Schema(name = "IssuerMetadata", description = "RFC 8414")
    record MetadataJson(
            String issuer, String jwksUri, List<String> responseTypesSupported, List<String> grantTypesSupported) {
        static MetadataJson of(String issuer) {
            var base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
            return new MetadataJson(issuer, base + "/.well-known/jwks.json", List.of(), List.of());
        }
    }

    @Get("/jwks.json")
    @NonBlocking
    @Operation(
            summary = "The public keys of access tokens: a JWK set (RFC 7517); may be kept until a token names another")
    @ApiResponse(responseCode = "200", description = "The keys")
    HttpResponse<Map<String, Object>> keys() {
        return HttpResponse.ok(keys.published().jwkSet()).header(HttpHeaders.CACHE_CONTROL, KEYS_CACHEABLE);
    }

    @Get("/oauth-authorization-server")
    @NonBlocking
    @Operation(summary = "About this issuer (RFC 8414); may be kept for 5 minutes")
    @ApiResponse(responseCode = "200", description = "The issuer and where its keys are")
    HttpResponse<MetadataJson> metadata() {
        return HttpResponse.ok(metadata).header(HttpHeaders.CACHE_CONTROL, CACHEABLE);
    }
}
