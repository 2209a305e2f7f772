package dev.usher.profile.adapter.in.http;

import static dev.usher.profile.adapter.in.http.ProfileControllerTest.isProblem;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.image.TestImages;
import dev.usher.kernel.object.Content;
import dev.usher.kernel.object.ObjectKey;
import dev.usher.kernel.object.ObjectStorage;
import dev.usher.kernel.object.S3Server;
import dev.usher.kernel.testing.Form;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Http.Answer;
import dev.usher.kernel.upload.OrphanFiles;
import dev.usher.profile.ProfileApp;
import dev.usher.profile.application.CreateProfile;
import dev.usher.profile.domain.Account;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvatarControllerTest {
    private static final String AVATAR = "/v1/profile/avatar";
    private static final int MIB = 1024 * 1024;

    private final ProfileApp app = ProfileApp.running();
    private final UUID ada = UUID.randomUUID();
    private final Http http = app.http().bearer(app.issuer().token(ada));

    @BeforeEach
    void adaHasAProfile() {
        app.bean(CreateProfile.class).createProfile(Account.of(ada, "ada@example.com", "Ada", "Lovelace", null));
    }

    private static Answer put(Http client, byte[] form, String... headers) {
        return client.with(headers).put(AVATAR, form, "Content-Type", Form.TYPE);
    }

    private Answer upload(byte[] picture) {
        var answer = put(http, Form.file(picture));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static String url(Answer uploaded) {
        return uploaded.json().required("avatar_url").textValue();
    }

    private static String tag(Answer answer) {
        return Objects.requireNonNull(answer.header("ETag"));
    }

    private static UUID file(String url) {
        return UUID.fromString(url.substring(url.indexOf('=') + 1));
    }

    private static boolean isStored(ObjectStorage storage, UUID file) {
        try (var found = storage.get(new ObjectKey(file)).orElse(null)) {
            return found != null;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void isGone(String url) {
        await().untilAsserted(() ->
                assertThat(isStored(app.bean(ObjectStorage.class), file(url))).isFalse());
    }

    private String avatarUrl() {
        return http.get("/v1/profile").json().get("avatar_url").asText(null);
    }

    @ParameterizedTest
    @CsvSource({"png, image/jpeg", "transparent png, image/png", "jpeg, image/jpeg", "webp, image/jpeg"})
    void a_picture_comes_back_drawn_afresh_and_is_no_page(String kind, String type) {
        var answer = upload(
                switch (kind) {
                    case "png" -> TestImages.png(60, 40);
                    case "transparent png" -> TestImages.transparentPng(60, 40);
                    case "jpeg" -> TestImages.jpeg(60, 40);
                    default -> TestImages.webp();
                });

        assertThat(answer.json().fieldNames()).toIterable().containsExactly("avatar_url");
        assertThat(url(answer)).startsWith("/v1/profile/avatar?v=");
        assertThat(avatarUrl()).isEqualTo(url(answer));
        for (var address : List.of(AVATAR, url(answer))) {
            var picture = http.get(address, "Accept", "image/*");
            assertThat(picture.status()).isEqualTo(200);
            assertThat(picture.header("Content-Type")).isEqualTo(type);
            //
            assertThat(picture.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(picture.header("Content-Security-Policy")).contains("sandbox", "default-src 'none'");
            assertThat(picture.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
            assertThat(picture.header("Content-Disposition")).matches("inline; filename=\"[0-9a-f-]{36}\\.(jpg|png)\"");
            assertThat(picture.header("Cache-Control")).isEqualTo("private, no-cache");
            assertThat(picture.header("ETag")).isEqualTo(answer.header("ETag"));
            assertThat(TestImages.read(picture.bytes()).getWidth()).isIn(60, 48);
        }
    }

    @Test
    void who_has_it_already_is_told_so() {
        var tag = upload(TestImages.png(8, 8)).header("ETag");

        var known = http.get(AVATAR, "If-None-Match", "\"other\", W/" + tag);

        assertThat(known.status()).isEqualTo(304);
        assertThat(known.bytes()).isEmpty();
        assertThat(known.header("ETag")).isEqualTo(tag);
        assertThat(known.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(http.get(AVATAR, "If-None-Match", "\"other\"").status()).isEqualTo(200);
        var head = http.send("HEAD", AVATAR, null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("ETag")).isEqualTo(tag);
        assertThat(head.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(http.send("HEAD", AVATAR, null).status()).isEqualTo(200);
    }

    @Test
    void another_picture_has_another_address_and_the_file_before_goes() {
        var before = http.get("/v1/profile");
        var first = url(upload(TestImages.png(8, 8)));
        var between = http.get("/v1/profile");
        var second = url(upload(TestImages.png(8, 8)));
        var after = http.get("/v1/profile");

        assertThat(second).isNotEqualTo(first);
        assertThat(List.of(before, between, after))
                .extracting(profile -> profile.header("ETag"))
                .doesNotHaveDuplicates();
        assertThat(after.json().get("updated_by").textValue()).isEqualTo(ada.toString());
        isGone(first);
        isProblem(http.get(first), 404, "not-found");
        assertThat(http.get(second).status()).isEqualTo(200);
    }

    @Test
    void a_removed_picture_is_gone() {
        var url = url(upload(TestImages.png(8, 8)));

        assertThat(http.delete(AVATAR).status()).isEqualTo(204);

        isProblem(http.delete(AVATAR), 404, "not-found");
        isProblem(http.get(AVATAR), 404, "not-found");
        isProblem(http.get(url), 404, "not-found");
        assertThat(avatarUrl()).isNull();
        isGone(url);
    }

    @Test
    void nobody_sees_the_picture_of_anybody_else() {
        var url = url(upload(TestImages.png(8, 8)));
        var bob = app.http().bearer(app.issuer().token(UUID.randomUUID(), "super-admin"));

        isProblem(bob.get(url), 404, "not-found");
        isProblem(bob.get(AVATAR), 404, "not-found");
        isProblem(bob.delete(AVATAR), 404, "not-found");
        isProblem(app.http().get(url), 401, "invalid-token");
        isProblem(put(app.http(), Form.file(TestImages.png(8, 8))), 401, "invalid-token");
        assertThat(http.get(url).status()).isEqualTo(200);
    }

    @Test
    void whoever_signed_up_a_moment_ago_can_have_one() {
        var eve = UUID.randomUUID();
        var token = app.issuer().token(eve);
        app.accounts().add(Account.of(eve, "eve@example.com", "Eve", "New", null), token, "password");

        assertThat(put(app.http().bearer(token), Form.file(TestImages.png(8, 8)))
                        .status())
                .isEqualTo(200);
        isProblem(
                put(app.http().bearer(app.issuer().token(UUID.randomUUID())), Form.file(TestImages.png(8, 8))),
                401,
                "invalid-token");
    }

    @Test
    void a_change_may_name_the_picture_it_means() {
        isProblem(put(http, Form.file(TestImages.png(8, 8)), "If-Match", "*"), 412, "precondition-failed");
        var tag = tag(upload(TestImages.png(8, 8)));
        isProblem(put(http, Form.file(TestImages.png(8, 8)), "If-Match", "\"other\""), 412, "precondition-failed");
        isProblem(http.delete(AVATAR, "If-Match", "\"other\""), 412, "precondition-failed");

        var changed = put(http, Form.file(TestImages.png(8, 8)), "If-Match", tag);

        assertThat(changed.status()).isEqualTo(200);
        assertThat(http.delete(AVATAR, "If-Match", tag(changed)).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "image/png, a.jpg",
                "image/jpeg, a.png",
                "text/html, a.png",
                "image/svg+xml, a.png",
                "image/png, a.svg",
                "image/png, a.png.html",
                "-, a.php"
            })
    void A_49_a_name_or_a_type_that_contradicts_the_content_is_refused(@Nullable String type, String name) {
        isProblem(put(http, Form.file(TestImages.png(8, 8), type, name)), 422, "invalid");
        assertThat(avatarUrl()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no picture",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
                "<html><script>alert(1)</script></html>",
                "GIF89a\u0001\u0001",
                "%PDF-1.7",
                "BM"
            })
    void what_is_no_picture_is_refused_whatever_it_says_of_itself(String content) {
        var answer = put(http, Form.file(content.getBytes(UTF_8), "image/png", "a.png"));

        isProblem(answer, 422, "invalid");
        assertThat(answer.json().at("/errors/0/field").textValue()).isEqualTo("file");
        assertThat(answer.json().at("/errors/0/code").textValue()).isEqualTo("unsupported_type");
        assertThat(avatarUrl()).isNull();
    }

    @Test
    void A_52_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() {
        var answer = put(http, Form.file(TestImages.pngHeader(30_000, 30_000)));

        isProblem(answer, 422, "invalid");
        assertThat(answer.json().at("/errors/0/code").textValue()).isEqualTo("too_many_pixels");
        assertThat(put(http, Form.file(TestImages.animatedWebp()))
                        .json()
                        .at("/errors/0/code")
                        .textValue())
                .isEqualTo("animated");
    }

    @Test
    void A_50_bombs_are_refused_or_drawn_and_nothing_else() {
        for (var bomb : TestImages.bombs()) {
            // A slow machine has no time for all the pixels that a header of two lines promises: come back later.
            assertThat(put(http, Form.file(bomb)).status()).isIn(200, 422, 503);
        }
        assertThat(put(http, Form.file(TestImages.png(64, 48))).status()).isEqualTo(200);
    }

    @Test
    void A_56_what_a_camera_writes_into_a_picture_is_not_kept() {
        upload(TestImages.photograph(60, 40));

        var picture = http.get(AVATAR).bytes();

        assertThat(new String(picture, ISO_8859_1)).doesNotContain("SERIAL", "Exif", "N48");
        // It stood on its side.
        assertThat(TestImages.read(picture).getWidth()).isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\\\"; filename=\\\"evil.png",
                "../../etc/evil.png",
                "%0d%0aSet-Cookie: evil=1.png",
                "é\u202e.png"
            })
    void A_54_A_55_the_name_a_client_gives_appears_nowhere(String name) {
        assertThat(put(http, Form.file(TestImages.png(8, 8), "image/png", name)).status())
                .isEqualTo(200);

        var picture = http.get(AVATAR);

        assertThat(picture.header("Content-Disposition")).matches("inline; filename=\"[0-9a-f-]{36}\\.jpg\"");
        assertThat(picture.headers().map().toString()).doesNotContain("evil");
    }

    @Test
    void a_form_holds_one_file_and_nothing_else() {
        var png = TestImages.png(8, 8);
        var two = Form.begin() + "a\r\n--usher-test\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nb";
        for (var form : List.of(
                "",
                "nonsense",
                "--usher-test\r\n\r\n",
                Form.begin(),
                two + "\r\n--usher-test--",
                "--usher-test\r\nContent-Disposition: form-data; name=\"picture\"\r\n\r\na\r\n--usher-test--")) {
            isProblem(put(http, form.getBytes(UTF_8)), 400, "malformed-request");
        }
        isProblem(put(http, "--usher-test--\r\n".getBytes(UTF_8)), 422, "invalid");
        isProblem(http.put(AVATAR, "{}"), 415, "unsupported-media-type");
        isProblem(http.put(AVATAR, png, "Content-Type", "image/png"), 415, "unsupported-media-type");
        isProblem(http.put(AVATAR, Form.file(png), "Content-Type", "multipart/form-data"), 400, "malformed-request");
        isProblem(http.with("Content-Type", Form.TYPE).put(AVATAR + "?x=1", Form.file(png)), 400, "malformed-request");
        assertThat(avatarUrl()).isNull();
    }

    @Test
    void A_48_a_file_of_more_than_5_MiB_is_not_taken() throws IOException {
        isProblem(put(http, Form.file(new byte[5 * MIB + 1])), 413, "payload-too-large");
        isProblem(put(http, Form.file(new byte[10 * MIB])), 413, "payload-too-large");
        assertThat(endless()).startsWith("HTTP/1.1 413 ");
        assertThat(avatarUrl()).isNull();
    }

    private Socket begin(String framing) throws IOException {
        var server = URI.create(app.address());
        var socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(15_000);
        var head = "PUT " + AVATAR + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + app.issuer().token(ada) + "\r\nContent-Type: " + Form.TYPE + "\r\n" + framing + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(UTF_8));
        return socket;
    }

    private String endless() throws IOException {
        try (var socket = begin("Transfer-Encoding: chunked")) {
            var chunk = ("10000\r\n" + Form.begin()
                            + "x".repeat(0x10000 - Form.begin().length()) + "\r\n")
                    .getBytes(UTF_8);
            try {
                for (var sent = 0; sent < 200; sent++) {
                    socket.getOutputStream().write(chunk);
                }
            } catch (IOException closed) {
                // What was answered before can still be read.
            }
            return new String(socket.getInputStream().readNBytes(20), UTF_8);
        }
    }

    @Test
    void F_DK_2_an_upload_that_breaks_off_leaves_nothing() throws IOException {
        // What another test was told to come back for may still be drawn.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(openSpools()).isZero());
        var url = url(upload(TestImages.png(8, 8)));
        var stored = storedFiles();
        for (var count = 0; count < 5; count++) {
            try (var socket = begin("Content-Length: 3000000")) {
                socket.getOutputStream().write(Form.begin().getBytes(UTF_8));
                socket.getOutputStream().write(new byte[1_500_000]);
            }
        }

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(openSpools()).isZero());
        // Less, when what the first picture replaced goes only now.
        assertThat(storedFiles()).isLessThanOrEqualTo(stored);
        assertThat(avatarUrl()).isEqualTo(url);
        try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(left.map(Path::toString).filter(name -> name.endsWith(".spool")))
                    .isEmpty();
        }
    }

    private int storedFiles() {
        return app.bean(ObjectStorage.class).list(null, Instant.MAX, 1000).size();
    }

    /** Linux says of an open file without a name where it was. */
    private static long openSpools() throws IOException {
        var open = 0;
        try (var files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (var file : files) {
                try {
                    open += Files.readSymbolicLink(file).toString().contains(".spool") ? 1 : 0;
                } catch (IOException closed) {
                    // In the meantime.
                }
            }
        }
        return open;
    }

    @Test
    void A_51_of_many_simultaneous_uploads_one_picture_remains() throws Exception {
        var uploads = IntStream.range(0, 12)
                .<Callable<Answer>>mapToObj(index -> () -> put(http, Form.file(TestImages.png(8 + index, 8))))
                .toList();
        var urls = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var answer : threads.invokeAll(uploads)) {
                assertThat(answer.get().status()).isEqualTo(200);
                urls.add(url(answer.get()));
            }
        }

        var current = avatarUrl();
        assertThat(urls).doesNotHaveDuplicates().contains(current);
        urls.stream().filter(url -> !url.equals(current)).forEach(this::isGone);
        assertThat(http.get(current).status()).isEqualTo(200);
    }

    @Test
    void past_the_allowance_one_waits() {
        try (var server = app.beside(Map.of("usher.uploads.per-hour", 2))) {
            var eve = UUID.randomUUID();
            app.bean(CreateProfile.class).createProfile(Account.of(eve, "eve@example.com", "Eve", "Fast", null));
            var client = Http.at(server.getURI()).bearer(app.issuer().token(eve));
            put(client, Form.file(TestImages.png(8, 8)));
            assertThat(put(client, Form.file(new byte[1])).status()).isEqualTo(422);

            var refused = put(client, Form.file(TestImages.png(8, 8)));

            isProblem(refused, 429, "too-many-requests");
            assertThat(refused.header("Retry-After")).matches("3[56]\\d\\d");
            assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"uploads\";q=2;w=3600");
            assertThat(refused.header("RateLimit")).isEqualTo("\"uploads\";r=0;t=" + refused.header("Retry-After"));
        }
    }

    @Test
    void pictures_are_kept_in_a_bucket_too() throws IOException {
        S3Server.offerCredentials();
        try (var s3 = S3Server.start()) {
            s3.createBucket("avatars");
            var settings = Map.<String, Object>of(
                    "usher.object-storage.kind", "s3",
                    "usher.object-storage.bucket", "avatars",
                    "usher.object-storage.endpoint", s3.endpoint().toString());
            try (var server = app.beside(settings)) {
                var client = Http.at(server.getURI()).bearer(app.issuer().token(ada));
                var first = url(put(client, Form.file(TestImages.png(60, 40))));
                var second = url(put(client, Form.file(TestImages.png(60, 40))));

                var storage = server.getApplicationContext().getBean(ObjectStorage.class);
                await().untilAsserted(
                                () -> assertThat(isStored(storage, file(first))).isFalse());
                assertThat(TestImages.read(client.get(second).bytes()).getWidth())
                        .isEqualTo(60);
                assertThat(client.delete(AVATAR).status()).isEqualTo(204);
                await().untilAsserted(() ->
                        assertThat(isStored(storage, file(second))).isFalse());
            }
        }
    }

    @Test
    void F_DK_1_a_store_that_is_down_changes_nothing() {
        var url = url(upload(TestImages.png(8, 8)));
        var settings = Map.<String, Object>of(
                "usher.object-storage.kind", "s3",
                "usher.object-storage.bucket", "avatars",
                "usher.object-storage.endpoint", "http://127.0.0.1:1");
        S3Server.offerCredentials();
        try (var server = app.beside(settings)) {
            var client = Http.at(server.getURI()).bearer(app.issuer().token(ada));

            isProblem(put(client, Form.file(TestImages.png(8, 8))), 503, "unavailable");
            isProblem(client.get(AVATAR), 503, "unavailable");
            assertThat(client.get("/v1/profile").json().get("avatar_url").textValue())
                    .isEqualTo(url);
        }
    }

    @Test
    void I_13_orphans_are_collected_and_avatars_are_not() {
        var url = url(upload(TestImages.png(8, 8)));
        var orphan = ObjectKey.next(Instant.now().minus(Duration.ofHours(1)));
        app.bean(ObjectStorage.class).put(orphan, "image/png", Content.of(new byte[] {1}));
        var old = ObjectKey.next(Instant.now().minus(Duration.ofHours(1)));
        app.bean(ObjectStorage.class).put(old, "image/png", Content.of(new byte[] {1}));
        pointTo(old.id());

        app.bean(OrphanFiles.class).collect();

        assertThat(isStored(app.bean(ObjectStorage.class), orphan.id())).isFalse();
        assertThat(isStored(app.bean(ObjectStorage.class), old.id())).isTrue();
        assertThat(isStored(app.bean(ObjectStorage.class), file(url))).isTrue();
    }

    private void pointTo(UUID file) {
        try (var connection = app.database().dataSource().getConnection();
                var update = connection.prepareStatement("update profile set avatar_key = ? where user_id = ?")) {
            update.setObject(1, file);
            update.setObject(2, ada);
            assertThat(update.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
