package dev.usher.auth.adapter.in.http;

import static dev.usher.auth.Person.assertInvalid;
import static dev.usher.auth.Person.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.Person;
import dev.usher.auth.domain.AccountId;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Http.Answer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The second factor over HTTP, from its enrolment to its end. */
class SecondFactorTest {
    private static final String FINISH = "/v1/login/second-factor";
    private static final String TOTP = "/v1/me/totp";

    private final AuthApp app = AuthApp.running();
    private final Http http = app.http();
    private final AuthDatabase database = new AuthDatabase(app.database());
    private final Person person = Person.signUp(http);

    /** As an authenticator app computes it. */
    private static String code(String base32, Duration ahead) {
        try {
            var key = new SecretKeySpec(decoded(base32), "HmacSHA1");
            return new TimeBasedOneTimePasswordGenerator()
                    .generateOneTimePasswordString(key, Instant.now().plus(ahead), Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decoded(String base32) {
        var bits = new StringBuilder();
        base32.chars()
                .map("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"::indexOf)
                .forEach(value -> bits.append(Integer.toBinaryString(32 + value), 1, 6));
        var bytes = new byte[bits.length() / 8];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
        }
        return bytes;
    }

    private static String now(String secret) {
        return code(secret, Duration.ZERO);
    }

    /** Good as well, and newer than {@link #now}. */
    private static String next(String secret) {
        return code(secret, Duration.ofSeconds(30));
    }

    private static String begin(Person somebody) {
        var answer = somebody.bearer().post(TOTP, Map.of("password", Person.PASSWORD));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().get("secret").textValue();
    }

    private record Enrolled(String secret, List<String> recoveryCodes) {}

    private static Enrolled enrol(Person somebody) {
        var secret = begin(somebody);
        var answer = somebody.bearer().post(TOTP + "/confirm", Map.of("code", now(secret)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return new Enrolled(secret, texts(answer.json().get("recovery_codes")));
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    private String challenge() {
        var answer = person.logIn(Person.PASSWORD);
        assertProblem(answer, 401, "second-factor-required");
        assertThat(answer.json().has("access_token")).isFalse();
        return answer.json().get("challenge").textValue();
    }

    private Answer finish(String challenge, String code) {
        return http.post(FINISH, Map.of("challenge", challenge, "code", code));
    }

    private List<String> audited() {
        return database.texts(
                "select kind from security_event where subject_id = ?::uuid and kind like any"
                        + " (array['second-factor%', 'recovery-code%']) order by created_at, id",
                person.id());
    }

    @Test
    void somebody_enrols_and_logs_in_with_both_factors() throws Exception {
        assertThat(person.bearer().get(TOTP).json().toString())
                .isEqualTo("{\"enabled\":false,\"confirmed_at\":null,\"recovery_codes_left\":0}");
        var enrolled = enrol(person);
        assertThat(enrolled.recoveryCodes()).hasSize(10).doesNotHaveDuplicates();
        var state = person.bearer().get(TOTP).json();
        assertThat(state.get("enabled").booleanValue()).isTrue();
        assertThat(state.get("confirmed_at").textValue()).isNotBlank();
        assertThat(state.get("recovery_codes_left").intValue()).isEqualTo(10);

        var challenge = challenge();
        assertProblem(finish(challenge, "000000"), 401, "invalid-code");
        var answer = finish(challenge, next(enrolled.secret()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(http.bearer(answer.json().get("access_token").textValue())
                        .get("/v1/me")
                        .json()
                        .get("email")
                        .textValue())
                .isEqualTo(person.email());
        assertThat(audited()).containsExactly("second-factor-enabled", "second-factor-failed");
    }

    @Test
    void a_code_is_good_once_and_so_is_a_challenge() {
        var enrolled = enrol(person);
        assertProblem(finish(challenge(), now(enrolled.secret())), 401, "invalid-code");
        var challenge = challenge();
        var code = next(enrolled.secret());
        assertThat(finish(challenge, code).status()).isEqualTo(200);
        assertProblem(finish(challenge(), code), 401, "invalid-code");
        assertProblem(finish(challenge, enrolled.recoveryCodes().getFirst()), 401, "invalid-code");
    }

    @Test
    void of_many_who_bring_one_code_at_once_one_gets_in() throws Exception {
        var enrolled = enrol(person);
        var challenges = List.of(challenge(), challenge(), challenge(), challenge());
        var code = next(enrolled.secret());
        var statuses = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            challenges.forEach(
                    each -> statuses.add(threads.submit(() -> finish(each, code).status())));
        }
        var found = new ArrayList<Integer>();
        for (var status : statuses) {
            found.add(status.get());
        }
        assertThat(found).containsExactlyInAnyOrder(200, 401, 401, 401);
    }

    @Test
    void a_recovery_code_stands_in_once() {
        var enrolled = enrol(person);
        var code = enrolled.recoveryCodes().getFirst();
        assertThat(finish(challenge(), code.toLowerCase(Locale.ROOT)).status()).isEqualTo(200);
        assertProblem(finish(challenge(), code), 401, "invalid-code");
        assertThat(person.bearer().get(TOTP).json().get("recovery_codes_left").intValue())
                .isEqualTo(9);
        var renewed = person.bearer().post(TOTP + "/recovery-codes", Map.of("code", next(enrolled.secret())));
        assertThat(renewed.status()).as(renewed.body()).isEqualTo(200);
        assertProblem(finish(challenge(), enrolled.recoveryCodes().get(1)), 401, "invalid-code");
        assertThat(finish(
                                challenge(),
                                texts(renewed.json().get("recovery_codes")).getFirst())
                        .status())
                .isEqualTo(200);
        assertThat(audited()).contains("recovery-code-used", "recovery-codes-renewed");
    }

    @Test
    void a_72_a_wrong_password_says_nothing_of_the_factor() {
        var before = person.logIn("not the password");
        enrol(person);
        var after = person.logIn("not the password");
        assertProblem(after, 401, "invalid-credentials");
        assertThat(after.json().fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> before.json().fieldNames());
        assertThat(after.json().get("detail")).isEqualTo(before.json().get("detail"));
    }

    @Test
    void a_code_is_throttled_like_a_password_before_it_is_looked_at() {
        var enrolled = enrol(person);
        var challenge = challenge();
        for (var guess = 0; guess < 10; guess++) {
            assertProblem(finish(challenge, "00000" + guess), 401, "invalid-code");
        }
        var throttled = finish(challenge, next(enrolled.secret()));
        assertProblem(throttled, 429, "too-many-attempts");
        assertThat(throttled.header("Retry-After")).isNotBlank();
        assertProblem(finish(challenge(), enrolled.recoveryCodes().getFirst()), 429, "too-many-attempts");
        assertProblem(
                person.bearer().post(TOTP + "/recovery-codes", Map.of("code", next(enrolled.secret()))),
                429,
                "too-many-attempts");
    }

    @Test
    void what_is_no_challenge_is_refused() {
        var enrolled = enrol(person);
        var challenge = challenge();
        for (var other :
                List.of("", "nonsense", person.access(), person.refresh(), challenge + "A", "x".repeat(5_000))) {
            assertProblem(finish(other, next(enrolled.secret())), 401, "invalid-token");
        }
        assertInvalid(http.post(FINISH, "{}"), "challenge required", "code required");
        assertProblem(http.post(FINISH + "/enrol", Map.of("challenge", challenge)), 401, "invalid-token");
        assertInvalid(http.post(FINISH + "/enrol", "{}"), "challenge required");
    }

    @Test
    void a_challenge_dies_with_the_sessions_of_its_account() {
        var enrolled = enrol(person);
        var challenge = challenge();
        database.disable(new AccountId(UUID.fromString(person.id())));
        assertProblem(finish(challenge, next(enrolled.secret())), 401, "invalid-token");
    }

    @Test
    void tokens_may_travel_in_cookies_from_here_too() {
        var enrolled = enrol(person);
        var form = new HashMap<String, Object>(
                Map.of("challenge", challenge(), "code", next(enrolled.secret()), "transport", "cookie"));
        assertProblem(http.post(FINISH, form, "Sec-Fetch-Site", "cross-site"), 403, "cross-site-request");
        var answer = http.post(FINISH, form, "Sec-Fetch-Site", "same-origin");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie")).hasSize(2);
        assertThat(answer.json().get("access_token").isNull()).isTrue();
    }

    @Test
    void a_factor_counts_only_when_it_is_confirmed() {
        assertInvalid(person.bearer().post(TOTP, Map.of("password", "not the password")), "password wrong");
        assertThat(audited()).containsExactly("second-factor-change-failed");
        assertProblem(person.bearer().post(TOTP + "/confirm", Map.of("code", "000000")), 409, "conflict");
        assertProblem(person.bearer().post(TOTP + "/recovery-codes", Map.of("code", "000000")), 409, "conflict");
        var first = begin(person);
        var second = begin(person);
        assertInvalid(person.bearer().post(TOTP + "/confirm", Map.of("code", now(first))), "code wrong");
        assertThat(person.logIn(Person.PASSWORD).status()).isEqualTo(200);
        assertThat(person.bearer()
                        .post(TOTP + "/confirm", Map.of("code", now(second)))
                        .status())
                .isEqualTo(200);
        assertProblem(person.bearer().post(TOTP, Map.of("password", Person.PASSWORD)), 409, "second-factor-enabled");
    }

    @Test
    void a_factor_is_taken_away_with_the_password() {
        var enrolled = enrol(person);
        var bearer = person.bearer();
        assertInvalid(bearer.send("DELETE", TOTP, Map.of("password", "not the password")), "password wrong");
        assertInvalid(bearer.send("DELETE", TOTP, Map.of("password", Person.PASSWORD, "code", "000000")), "code wrong");
        assertInvalid(bearer.send("DELETE", TOTP, "{}"), "password required");
        var form = Map.of("password", Person.PASSWORD, "code", next(enrolled.secret()));
        assertThat(bearer.send("DELETE", TOTP, form).status()).isEqualTo(204);
        assertProblem(bearer.send("DELETE", TOTP, Map.of("password", Person.PASSWORD)), 404, "not-found");
        assertThat(person.logIn(Person.PASSWORD).status()).isEqualTo(200);
        assertThat(audited())
                .containsExactly(
                        "second-factor-enabled",
                        "second-factor-change-failed",
                        "second-factor-failed",
                        "second-factor-disabled");
    }

    @Test
    void the_secret_is_shown_in_three_forms_and_stored_in_none_of_them() throws Exception {
        var answer = person.bearer().post(TOTP, Map.of("password", Person.PASSWORD));
        var json = answer.json();
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(json.fieldNames()).toIterable().containsExactly("secret", "provisioning_uri", "qr_code");
        var secret = json.get("secret").textValue();
        var uri = json.get("provisioning_uri").textValue();
        assertThat(uri)
                .isEqualTo("otpauth://totp/Usher:" + person.email().replace("@", "%40") + "?secret=" + secret
                        + "&issuer=Usher&algorithm=SHA1&digits=6&period=30");
        assertThat(scanned(json.get("qr_code").textValue())).isEqualTo(uri);
        var stored = database.texts("select secret from second_factor where user_id = ?::uuid", person.id());
        assertThat(stored).singleElement().satisfies(text -> assertThat(text).doesNotContain(secret));
    }

    /** Draws the SVG's squares and reads them as a phone would. */
    private static String scanned(String dataUrl) throws Exception {
        var prefix = "data:image/svg+xml;base64,";
        assertThat(dataUrl).startsWith(prefix);
        var svg = new String(Base64.getDecoder().decode(dataUrl.substring(prefix.length())), StandardCharsets.UTF_8);
        var box = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"").matcher(svg);
        assertThat(box.find()).isTrue();
        var scale = 4;
        var width = Integer.parseInt(box.group(1)) * scale;
        var pixels = new byte[width * width];
        Arrays.fill(pixels, (byte) 255);
        var squares = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(svg);
        while (squares.find()) {
            var left = Integer.parseInt(squares.group(1)) * scale;
            var top = Integer.parseInt(squares.group(2)) * scale;
            for (var y = top; y < top + scale; y++) {
                Arrays.fill(pixels, y * width + left, y * width + left + scale, (byte) 0);
            }
        }
        var image = new LuminanceSource(width, width) {
            @Override
            public byte[] getRow(int y, byte[] row) {
                return Arrays.copyOfRange(pixels, y * width, (y + 1) * width);
            }

            @Override
            public byte[] getMatrix() {
                return pixels;
            }
        };
        return new QRCodeReader()
                // Not a photograph: looking for where in it the code might be goes wrong for some codes.
                .decode(new BinaryBitmap(new HybridBinarizer(image)), Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }

    @Test
    void who_has_a_role_that_asks_for_a_factor_gets_one_before_the_first_login() {
        try (var strict = AuthApp.start(Map.of("auth.second-factor.roles", "admin,super-admin"))) {
            var there = strict.http();
            var admin = Person.signUp(there);
            assertThat(admin.logIn(Person.PASSWORD).status()).isEqualTo(200);
            new AuthDatabase(strict.database())
                    .update("update account set roles = '{admin,customer}' where id = ?::uuid", admin.id());
            assertProblem(admin.logIn("not the password"), 401, "invalid-credentials");
            var refused = admin.logIn(Person.PASSWORD);
            assertProblem(refused, 401, "second-factor-enrolment-required");
            var challenge = refused.json().get("challenge").textValue();
            var form = Map.of("challenge", challenge, "code", "000000");
            assertProblem(there.post(FINISH, form), 401, "invalid-token");

            var begun = there.post(FINISH + "/enrol", Map.of("challenge", challenge));
            assertThat(begun.status()).as(begun.body()).isEqualTo(200);
            var secret = begun.json().get("secret").textValue();
            assertProblem(there.post(FINISH, form), 401, "invalid-code");
            var finished = there.post(FINISH, Map.of("challenge", challenge, "code", now(secret)));
            assertThat(finished.status()).as(finished.body()).isEqualTo(200);
            assertProblem(
                    there.post(FINISH, Map.of("challenge", challenge, "code", next(secret))), 401, "invalid-token");
            assertProblem(there.post(FINISH + "/enrol", Map.of("challenge", challenge)), 409, "second-factor-enabled");

            var bearer = there.bearer(finished.json().get("access_token").textValue());
            assertThat(bearer.get(TOTP).json().get("recovery_codes_left").intValue())
                    .isZero();
            var codes = bearer.post(TOTP + "/recovery-codes", Map.of("code", next(secret)));
            assertThat(codes.json().get("recovery_codes")).hasSize(10);
            assertProblem(admin.logIn(Person.PASSWORD), 401, "second-factor-required");
        }
    }
}
