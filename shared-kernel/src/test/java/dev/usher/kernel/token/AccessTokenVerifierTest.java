package dev.usher.kernel.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.testing.MutableClock;
import dev.usher.kernel.testing.TestIssuer;
import dev.usher.kernel.testing.TokenBuilder;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenVerifierTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final MutableClock clock = MutableClock.at(NOW);
    private final TestIssuer issuer = new TestIssuer(clock);
    private final AtomicInteger lookUps = new AtomicInteger();
    private final KeySource keys = kid -> {
        lookUps.incrementAndGet();
        return Optional.of(VerificationKey.of(issuer.key()))
                .filter(key -> key.id().equals(kid));
    };
    private final TokenSettings settings = new TokenSettings(
            issuer.issuer(),
            issuer.audience(),
            URI.create(issuer.jwksUrl()),
            List.of("ES256"),
            Duration.ofHours(1),
            Duration.ofSeconds(30));
    private final CutoffFeed cutoffs = new CutoffFeed(settings, clock);
    private final AccessTokenVerifier verifier = new AccessTokenVerifier(keys, settings, cutoffs, clock);

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void a_good_token_says_who_calls() {
        var user = UUID.randomUUID();
        var session = UUID.randomUUID();
        var token = issuer.custom().subject(user).session(session).epoch(7).roles("admin", "seller");
        assertThat(verifier.verify(token.mint())).hasValueSatisfying(verified -> {
            assertThat(verified.userId()).isEqualTo(user);
            assertThat(verified.sessionId()).isEqualTo(session);
            assertThat(verified.epoch()).isEqualTo(7);
            assertThat(verified.roles()).isEqualTo(Set.of("admin", "seller"));
            assertThat(verified.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "AT+JWT", "application/at+jwt", "Application/At+Jwt"})
    void its_type_is_compared_as_media_types_are(String type) {
        assertGood(issuer.custom().header("typ", type).mint());
    }

    @Test
    void one_audience_may_stand_in_a_list() {
        assertGood(issuer.custom().claim("aud", List.of(issuer.audience())).mint());
    }

    @Test
    void unknown_claims_and_headers_are_ignored() {
        assertGood(issuer.custom()
                .claim("scope", "read")
                .claim("act", Map.of("sub", "x"))
                .header("x-anything", 1)
                .mint());
    }

    static Stream<UnaryOperator<TokenBuilder>> badHeaders() {
        return Stream.of(
                token -> token.header("typ", null),
                token -> token.header("typ", "JWT"),
                token -> token.header("typ", "rt+jwt"),
                token -> token.header("typ", List.of("at+jwt")),
                token -> token.header("alg", null),
                token -> token.header("alg", "es256"),
                token -> token.header("alg", "ES384"),
                token -> token.header("alg", List.of("ES256")),
                token -> token.header("kid", null),
                token -> token.header("kid", ""),
                token -> token.header("kid", 1),
                token -> token.header("kid", "unknown"),
                token -> token.header("kid", "../../dev/null"),
                token -> token.header("kid", "x".repeat(201)),
                token -> token.header("jku", "http://127.0.0.1:1/keys"),
                token -> token.header("x5u", "http://127.0.0.1:1/keys"),
                token -> token.header("jwk", Map.of("kty", "EC")),
                token -> token.header("x5c", List.of("AAAA")),
                token -> token.header("crit", List.of("exp")),
                token -> token.header("b64", true),
                token -> token.header("zip", "DEF"));
    }

    @ParameterizedTest
    @MethodSource("badHeaders")
    void a_token_with_a_wrong_header_is_refused(UnaryOperator<TokenBuilder> change) {
        assertRefused(change.apply(issuer.custom()).mint());
    }

    static Stream<UnaryOperator<TokenBuilder>> badClaims() {
        return Stream.concat(
                Stream.of("iss", "sub", "aud", "client_id", "exp", "iat", "nbf", "jti", "sid", "epoch", "roles")
                        .flatMap(claim -> Stream.<UnaryOperator<TokenBuilder>>of(
                                token -> token.without(claim),
                                token -> token.claim(claim, null),
                                token -> token.claim(claim, Map.of()),
                                token -> token.claim(claim, true))),
                Stream.of(
                        token -> token.claim("iss", "https://issuer.example.com"),
                        token -> token.claim("iss", List.of("x")),
                        token -> token.claim("aud", "other"),
                        token -> token.claim("aud", "Usher"),
                        token -> token.claim("aud", List.of("usher", "other")),
                        token -> token.claim("aud", List.of()),
                        token -> token.claim("sub", "42"),
                        token -> token.claim("sub", UUID.randomUUID().toString().toUpperCase(Locale.ROOT) + "A"),
                        token -> token.claim("sid", ""),
                        token -> token.claim("jti", ""),
                        token -> token.claim("client_id", ""),
                        token -> token.claim("epoch", -1),
                        token -> token.claim("epoch", "0"),
                        token -> token.claim("epoch", 0.5),
                        token -> token.claim("epoch", new BigInteger("9223372036854775808")),
                        token -> token.claim("roles", "admin"),
                        token -> token.claim("roles", List.of("admin", 1)),
                        token -> token.claim("roles", List.of("")),
                        token -> token.claim("exp", Long.toString(NOW.getEpochSecond() + 60)),
                        token -> token.claim("exp", NOW.getEpochSecond() + 60.5),
                        token -> token.claim("exp", Long.MAX_VALUE),
                        token -> token.claim("exp", -1),
                        token -> token.claim("iat", Long.MIN_VALUE),
                        token -> token.claim("nbf", Long.MAX_VALUE)));
    }

    @ParameterizedTest
    @MethodSource("badClaims")
    void a_token_with_a_wrong_claim_is_refused(UnaryOperator<TokenBuilder> change) {
        assertRefused(change.apply(issuer.custom()).mint());
    }

    @Test
    void it_ends_with_the_second_of_exp_without_leeway() {
        var token = issuer.custom().expiresAt(NOW.plusSeconds(60)).mint();
        clock.set(NOW.plusSeconds(60).minusMillis(1));
        assertGood(token);
        clock.set(NOW.plusSeconds(60));
        assertRefused(token);
        assertRefused(
                issuer.custom().issuedAt(NOW).expiresAt(NOW.plusSeconds(60)).mint());
    }

    @Test
    void other_clocks_may_be_30_seconds_ahead() {
        assertGood(issuer.custom().issuedAt(NOW.plusSeconds(30)).mint());
        assertRefused(issuer.custom().issuedAt(NOW.plusSeconds(31)).mint());
        assertRefused(issuer.custom().claim("nbf", NOW.getEpochSecond() + 31).mint());
        assertRefused(issuer.custom().claim("iat", NOW.getEpochSecond() + 31).mint());
    }

    @Test
    void a_longer_life_than_the_setting_allows_is_refused() {
        assertGood(issuer.custom().expiresAt(NOW.plus(Duration.ofHours(1))).mint());
        assertRefused(issuer.custom()
                .expiresAt(NOW.plus(Duration.ofHours(1)).plusSeconds(1))
                .mint());
        assertRefused(issuer.custom().expiresAt(NOW).mint());
        assertRefused(issuer.custom()
                .claim("iat", NOW.getEpochSecond() - 3600)
                .expiresAt(NOW.plusSeconds(60))
                .mint());
    }

    @Test
    void no_other_algorithm_and_no_other_key_gets_through() throws Exception {
        assertRefused(issuer.custom().mintUnsigned());
        assertRefused(issuer.custom().header("alg", "None").mint());
        assertRefused(issuer.custom().mintKeyConfusion());
        assertRefused(issuer.custom().mintRsa());
        assertRefused(issuer.custom().signedBy(TestIssuer.newKey()).mint());
        var otherCurve = new ECKeyGenerator(Curve.P_384).generate();
        assertThat(otherCurve.getCurve()).isEqualTo(Curve.P_384);
        assertRefused(issuer.custom()
                .header("jwk", TestIssuer.newKey().toPublicJWK().toJSONObject())
                .mint());
    }

    @Test
    void a_signature_that_is_not_one_is_refused() {
        assertRefused(issuer.custom().mint(bytes -> new byte[0]));
        // CVE-2022-21449: zeroes are a signature of everything for a careless verifier.
        assertRefused(issuer.custom().mint(bytes -> new byte[64]));
        assertRefused(issuer.custom().mint(bytes -> Arrays.copyOf(signature(), 63)));
        assertRefused(issuer.custom().mint(bytes -> Arrays.copyOf(signature(), 65)));
    }

    private byte[] signature() {
        return Base64.getUrlDecoder().decode(issuer.custom().mint().split("\\.", -1)[2]);
    }

    @Test
    void every_changed_character_breaks_it() {
        var token = issuer.custom().mint();
        for (int i = 0; i < token.length(); i++) {
            var changed = new StringBuilder(token);
            changed.setCharAt(i, token.charAt(i) == 'A' ? 'B' : 'A');
            assertRefused(changed.toString());
        }
    }

    @Test
    void there_is_one_spelling_only() {
        var token = issuer.custom().mint();
        for (var other : List.of(
                token + "=",
                token + " ",
                " " + token,
                token + ".",
                "." + token,
                token + "A",
                token.replace('.', '|'),
                token.substring(0, token.length() - 1),
                token.replaceFirst("\\.", "=."),
                token.replaceFirst("\\.", "\n."))) {
            assertRefused(other);
        }
        assertGood(token);
    }

    @Test
    void other_serialisations_are_refused() {
        var parts = issuer.custom().mint().split("\\.", -1);
        assertRefused("{\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}"
                .formatted(parts[0], parts[1], parts[2]));
        assertRefused(String.join(".", parts[0], "", parts[1], "", parts[2]));
        assertRefused(parts[0] + "." + parts[1]);
        assertRefused(parts[0] + "." + parts[1] + ".");
        assertRefused(".." + parts[2]);
        assertRefused("");
        assertRefused("ü.ü.ü");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "1", "\"x\"", "{", "{}", "{\"iss\":\"x\",\"iss\":\"y\"}"})
    void a_payload_that_is_no_object_of_claims_is_refused(String payload) {
        assertRefused(issuer.custom().payload(payload).mint());
    }

    @Test
    void duplicate_members_are_refused_in_the_payload_and_in_the_header() throws Exception {
        var good =
                new String(Base64.getUrlDecoder().decode(issuer.custom().mint().split("\\.", -1)[1]), UTF_8);
        assertGood(issuer.custom().payload(good).mint());
        assertRefused(issuer.custom()
                .payload(good.replaceFirst("\\{", "{\"epoch\":0,"))
                .mint());
        assertRefused(issuer.custom()
                .payload(good.replaceFirst("\\{", "{\"x\":" + "[".repeat(60) + "]".repeat(60) + ","))
                .mint());
        assertGood(resigned(header -> header));
        assertRefused(resigned(header -> header.replaceFirst("\\{", "{\"typ\":\"at+jwt\",")));
        assertRefused(resigned(header -> header + header));
    }

    /** A token whose header is another text. */
    private String resigned(UnaryOperator<String> change) throws JOSEException {
        var parts = issuer.custom().mint().split("\\.", -1);
        var header = change.apply(new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8));
        var input = Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(UTF_8)) + "." + parts[1];
        var signature = new ECDSASigner(issuer.key()).sign(new JWSHeader(JWSAlgorithm.ES256), input.getBytes(UTF_8));
        return input + "." + signature;
    }

    @Test
    void a_text_over_8_KiB_is_not_even_looked_at() {
        var long1 = issuer.custom().claim("padding", "x".repeat(5_000)).mint();
        assertThat(long1.length()).isLessThan(8 * 1024);
        assertGood(long1);
        lookUps.set(0);
        assertRefused(issuer.custom().claim("padding", "x".repeat(6_500)).mint());
        assertThat(lookUps).hasValue(0);
    }

    @Test
    void what_was_verified_is_remembered_until_it_expires() {
        var token = issuer.custom().expiresAt(NOW.plusSeconds(60)).mint();
        assertGood(token);
        assertThat(verifier.remembered(token)).isNotNull();
        lookUps.set(0);
        assertGood(token);
        assertThat(lookUps).hasValue(0);
        clock.advance(Duration.ofSeconds(60));
        assertThat(verifier.remembered(token)).isNull();
        assertRefused(token);
        clock.advance(Duration.ofMinutes(-10));
        assertRefused(token);
    }

    @Test
    void a_refused_token_is_not_remembered() {
        var token = issuer.custom().issuedAt(NOW.plusSeconds(60)).mint();
        assertRefused(token);
        clock.advance(Duration.ofSeconds(60));
        assertGood(token);
    }

    @Test
    void a_remembered_token_is_refused_from_its_cutoff_on() {
        var user = UUID.randomUUID();
        var token = issuer.custom().subject(user).epoch(3).mint();
        assertGood(token);
        cutoffs.apply(Cutoff.ofUser(user, 4, NOW.plus(Duration.ofMinutes(15))));
        assertThat(verifier.remembered(token)).isNull();
        assertRefused(token);
        assertRefused(issuer.custom().subject(user).epoch(3).mint());
        assertGood(issuer.custom().subject(user).epoch(4).mint());
    }

    @Test
    void keys_that_cannot_be_had_are_an_outage() {
        var without = new AccessTokenVerifier(
                kid -> {
                    throw new Unavailable("keys", Duration.ofSeconds(1));
                },
                settings,
                cutoffs,
                clock);
        assertThatThrownBy(() -> without.verify(issuer.custom().mint())).isInstanceOf(Unavailable.class);
        assertThat(without.verify("nonsense")).isEmpty();
    }

    @Test
    void a_remembered_token_costs_less_than_two_microseconds() {
        var token = issuer.custom().roles("customer").mint();
        assertGood(token);
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 50; round++) {
            // As it comes from a request: the same characters in another object, hashed anew.
            var copies = Stream.generate(() -> new String(token.toCharArray()))
                    .limit(5_000)
                    .toArray(String[]::new);
            long started = System.nanoTime();
            for (var copy : copies) {
                if (verifier.remembered(copy) == null) {
                    throw new AssertionError();
                }
            }
            best = Math.min(best, (System.nanoTime() - started) / (double) copies.length);
        }
        System.out.printf("token: remembered in %.0f ns, %d characters%n", best, token.length());
        assertThat(best).isLessThan(2_000);
    }

    @Test
    void a_fresh_token_costs_one_signature() {
        var tokens = Stream.generate(() -> issuer.custom().mint()).limit(300).toList();
        tokens.subList(0, 150).forEach(this::assertGood);
        long started = System.nanoTime();
        tokens.subList(150, 300).forEach(this::assertGood);
        System.out.printf("token: verified in %.0f µs%n", (System.nanoTime() - started) / 150.0 / 1e3);
    }

    private void assertGood(String token) {
        assertThat(verifier.verify(token)).isPresent();
    }

    private void assertRefused(String token) {
        assertThat(verifier.verify(token)).isEmpty();
        assertThat(verifier.remembered(token)).isNull();
    }
}
