package dev.usher.catalog.products.adapter.in.http;

import static dev.usher.catalog.products.adapter.in.http.ProductControllerTest.isProblem;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.catalog.CatalogApp;
import dev.usher.kernel.image.TestImages;
import dev.usher.kernel.object.Content;
import dev.usher.kernel.object.ObjectKey;
import dev.usher.kernel.object.ObjectStorage;
import dev.usher.kernel.testing.Form;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Http.Answer;
import dev.usher.kernel.upload.OrphanFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageControllerTest {
    private static final int MIB = 1024 * 1024;

    private final CatalogApp app = CatalogApp.running();
    private final ObjectStorage storage = app.bean(ObjectStorage.class);
    private final Http ada = app.member(UUID.randomUUID(), "seller");
    private String product = "";

    @BeforeEach
    void adaOffersALamp() {
        product = offer(ada);
    }

    private static String offer(Http seller) {
        var answer = seller.post(
                "/v1/products",
                Map.of(
                        "name",
                        "Lamp",
                        "category",
                        "lighting-" + UUID.randomUUID(),
                        "price",
                        Map.of("amount", "19.99", "currency", "EUR"),
                        "stock",
                        3));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return "/v1/products/" + answer.json().get("id").textValue();
    }

    private Answer post(Http client, byte[] picture) {
        return client.post(product + "/images", Form.file(picture), "Content-Type", Form.TYPE);
    }

    private JsonNode upload() {
        var answer = post(ada, TestImages.jpeg(600, 400));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    private static String url(JsonNode image) {
        return image.required("url").textValue();
    }

    private boolean isStored(String id) {
        try (var found = storage.get(new ObjectKey(UUID.fromString(id))).orElse(null)) {
            return found != null;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void isGone(String id) {
        await().untilAsserted(() -> assertThat(isStored(id)).isFalse());
    }

    @Test
    void an_image_is_everybodys_to_see_and_to_keep() {
        var answer = post(ada, TestImages.transparentPng(600, 400));

        assertThat(answer.status()).isEqualTo(201);
        var image = answer.json();
        assertThat(image.fieldNames()).toIterable().containsExactly("id", "url", "thumbnail_url", "width", "height");
        assertThat(answer.header("Location")).isEqualTo(url(image));
        assertThat(url(image)).isEqualTo(product + "/images/" + image.get("id").textValue());
        assertThat(image.get("width").intValue()).isEqualTo(600);
        for (var address : List.of(url(image), image.get("thumbnail_url").textValue())) {
            var picture = app.http().get(address);
            assertThat(picture.status()).isEqualTo(200);
            assertThat(picture.header("Content-Type")).isEqualTo("image/png");
            assertThat(picture.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(picture.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(picture.header("Content-Security-Policy")).contains("sandbox");
            assertThat(picture.header("Content-Disposition")).matches("inline; filename=\"[0-9a-f-]{36}\\.png\"");
            assertThat(TestImages.read(picture.bytes()).getWidth()).isEqualTo(address.contains("?") ? 320 : 600);
            var known = app.http().get(address, "If-None-Match", "" + picture.header("ETag"));
            assertThat(known.status()).isEqualTo(304);
            assertThat(known.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        }
    }

    @Test
    void images_are_in_the_product_and_in_lists_oldest_first() {
        var before = app.http().get(product);
        var first = upload();
        var second = upload();

        var after = app.http().get(product);

        assertThat(before.json().get("images")).isEmpty();
        assertThat(after.json().get("images")).containsExactlyInAnyOrder(first, second);
        assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));
        var category = after.json().get("category").textValue();
        assertThat(app.http().get("/v1/products?category=" + category).json().at("/items/0"))
                .isEqualTo(after.json());
    }

    @Test
    void a_removed_image_is_gone() {
        var image = upload();

        assertThat(ada.delete(url(image)).status()).isEqualTo(204);

        isProblem(ada.delete(url(image)), 404, "not-found");
        isProblem(app.http().get(url(image)), 404, "not-found");
        isProblem(app.http().get(image.get("thumbnail_url").textValue()), 404, "not-found");
        assertThat(app.http().get(product).json().get("images")).isEmpty();
        isGone(image.get("id").textValue());
    }

    @Test
    void images_go_with_their_product() {
        var image = upload();

        assertThat(ada.delete(product).status()).isEqualTo(204);

        isProblem(app.http().get(url(image)), 404, "not-found");
        isGone(image.get("id").textValue());
    }

    @Test
    void its_seller_and_administrators_may_and_nobody_else() {
        var image = upload();
        var picture = TestImages.png(8, 8);
        isProblem(post(app.http(), picture), 401, "invalid-token");
        isProblem(app.http().delete(url(image)), 401, "invalid-token");
        for (var stranger :
                List.of(app.member(UUID.randomUUID(), "seller"), app.member(UUID.randomUUID(), "customer"))) {
            isProblem(post(stranger, picture), 403, "forbidden");
            isProblem(stranger.delete(url(image)), 403, "forbidden");
        }
        var admin = app.member(UUID.randomUUID(), "admin");

        assertThat(post(admin, picture).status()).isEqualTo(201);
        assertThat(admin.delete(url(image)).status()).isEqualTo(204);
    }

    @Test
    void an_image_is_found_at_its_own_product_only() {
        var image = upload();
        var other = offer(ada);

        isProblem(app.http().get(other + "/images/" + image.get("id").textValue()), 404, "not-found");
        isProblem(ada.delete(other + "/images/" + image.get("id").textValue()), 404, "not-found");
        isProblem(app.http().get(product + "/images/" + UUID.randomUUID()), 404, "not-found");
        isProblem(app.http().get(product + "/images/none"), 404, "not-found");
        isProblem(app.http().get(url(image) + "?size=huge"), 422, "invalid");
        product = "/v1/products/" + UUID.randomUUID();
        isProblem(post(ada, TestImages.png(8, 8)), 404, "not-found");
        product = "/v1/products/none";
        isProblem(post(ada, TestImages.png(8, 8)), 404, "not-found");
    }

    @Test
    void a_removal_may_name_the_image_it_means() {
        var image = upload();

        isProblem(ada.delete(url(image), "If-Match", "\"other\""), 412, "precondition-failed");
        var tag = "" + app.http().get(url(image)).header("ETag");
        assertThat(ada.delete(url(image), "If-Match", tag).status()).isEqualTo(204);
    }

    @Test
    void a_product_has_ten_images_also_in_a_race() throws Exception {
        var uploads = IntStream.range(0, 14)
                .<Callable<Answer>>mapToObj(index -> () -> post(ada, TestImages.png(8 + index, 8)))
                .toList();
        try (var threads = Executors.newFixedThreadPool(7)) {
            for (var answer : threads.invokeAll(uploads)) {
                assertThat(answer.get().status()).isIn(201, 409);
            }
        }

        assertThat(app.http().get(product).json().get("images")).hasSize(10);
        isProblem(post(ada, TestImages.png(8, 8)), 409, "too-many-images");
    }

    @ParameterizedTest
    @CsvSource({"image/png, a.jpg", "text/html, a.png", "image/svg+xml, a.svg"})
    void A_49_a_name_or_a_type_that_contradicts_the_content_is_refused(String type, String name) {
        var form = Form.file(TestImages.png(8, 8), type, name);

        isProblem(ada.post(product + "/images", form, "Content-Type", Form.TYPE), 422, "invalid");
        assertThat(app.http().get(product).json().get("images")).isEmpty();
    }

    @Test
    void what_is_too_large_or_no_picture_is_refused() {
        isProblem(post(ada, new byte[5 * MIB + 1]), 413, "payload-too-large");
        isProblem(post(ada, new byte[10]), 422, "invalid");
        isProblem(post(ada, TestImages.pngHeader(30_000, 30_000)), 422, "invalid");
        isProblem(ada.post(product + "/images", "{}"), 415, "unsupported-media-type");
        isProblem(ada.post(product + "/images", "nonsense", "Content-Type", Form.TYPE), 400, "malformed-request");
        assertThat(app.http().get(product).json().get("images")).isEmpty();
    }

    @Test
    void A_56_what_a_camera_writes_into_a_picture_is_not_kept() {
        var image = post(ada, TestImages.photograph(60, 40)).json();

        for (var address : List.of(url(image), image.get("thumbnail_url").textValue())) {
            assertThat(new String(app.http().get(address).bytes(), ISO_8859_1)).doesNotContain("SERIAL", "Exif");
        }
    }

    @Test
    void I_13_orphans_are_collected_and_images_are_not() {
        var image = upload();
        var hourAgo = CatalogApp.NOW.minus(Duration.ofHours(1));
        var orphan = ObjectKey.next(hourAgo);
        var full = ObjectKey.next(hourAgo);
        var thumbnail = ObjectKey.next(hourAgo);
        for (var key : List.of(orphan, full, thumbnail)) {
            storage.put(key, "image/png", Content.of(new byte[] {1}));
        }
        app.execute("insert into product_image (id, product_id, thumbnail, width, height) values ('" + full + "', '"
                + product.substring("/v1/products/".length()) + "', '" + thumbnail + "', 1, 1)");

        app.bean(OrphanFiles.class).collect();

        assertThat(isStored(orphan.toString())).isFalse();
        assertThat(isStored(full.toString())).isTrue();
        assertThat(isStored(thumbnail.toString())).isTrue();
        assertThat(isStored(image.get("id").textValue())).isTrue();
    }
}
