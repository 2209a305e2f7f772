package dev.usher.catalog.products.adapter.in.http;

import dev.usher.catalog.products.application.ManageImages;
import dev.usher.catalog.products.application.ManageImages.Result;
import dev.usher.catalog.products.application.port.Products;
import dev.usher.catalog.products.domain.Product;
import dev.usher.catalog.products.domain.ProductImage;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.Problem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.upload.Pictures;
import dev.usher.kernel.upload.StoredFiles;
import dev.usher.kernel.upload.Uploads;
import dev.usher.kernel.value.Ids;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.web.BodyLimit;
import dev.usher.kernel.web.Described;
import dev.usher.kernel.web.ETags;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The images of the products. Everybody sees them, and may keep them for ever: an image never changes. */
@Controller("/v1/products/{id}/images")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "products")
final class ImageController {
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final ManageImages manage;
    private final Products products;
    private final Actors actors;
    private final Uploads uploads;
    private final StoredFiles files;

    ImageController(ManageImages manage, Products products, Actors actors, Uploads uploads, StoredFiles files) {
        this.manage = manage;
        this.products = products;
        this.actors = actors;
        this.uploads = uploads;
        this.files = files;
    }

    @Post
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @BodyLimit(Uploads.MAX_BODY)
    @Operation(summary = "Add an image: one file in the field file", description = Uploads.DESCRIPTION)
    @Pictures.Taken
    @SecurityRequirement(name = "bearer")
    @ApiResponse(
            responseCode = "201",
            description = "The new image",
            headers = @Header(name = "Location", description = "Where it is"))
    @ApiResponse(
            responseCode = "409",
            description = "too-many-images: a product has at most ten",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Refused.Token
    @Refused.Role
    @Refused.Missing
    @Refused.Upload
    HttpResponse<ImageJson> add(
            @Parameter(hidden = true) Caller caller, String id, @Parameter(hidden = true) HttpRequest<?> request) {
        var product = id(id);
        return switch (manage.addImage(product, actors.of(caller), () -> upload(request, caller.userId()))) {
            case Result.Done(var image) -> {
                var body = ImageJson.from(product, image);
                yield HttpResponse.created(body, URI.create(body.url()));
            }
            case Result.Full() ->
                throw new ProblemException(
                        ProductProblem.TOO_MANY_IMAGES, "A product has at most " + Product.MAX_IMAGES + " images.");
            case Result.NotAllowed() -> throw notAllowed();
            case Result.Missing(), Result.Stale() -> throw missing();
        };
    }

    private ProductImage upload(HttpRequest<?> request, UUID user) {
        return uploads.picture(request, user, picture -> {
            var stored = files.store(picture.full(), picture.thumbnail());
            var full = picture.full();
            return new ProductImage(stored.getFirst(), stored.getLast(), full.width(), full.height());
        });
    }

    @Get("/{image_id}")
    @Secured(SecurityRule.IS_ANONYMOUS)
    @Operation(summary = "The image itself, or its thumbnail of at most 320 pixels a side")
    @Pictures.Given
    @Refused.Outage
    @Refused.Missing
    HttpResponse<?> read(
            String id,
            @PathVariable("image_id") String imageId,
            @Parameter(description = "thumbnail, or nothing") @Nullable @QueryValue String size,
            @Parameter(hidden = true) HttpRequest<?> request) {
        var isThumbnail = isThumbnail(size);
        var image = id(imageId);
        return products.find(id(id))
                .flatMap(product -> product.image(image))
                .map(found -> isThumbnail ? found.thumbnail() : found.id())
                .<HttpResponse<?>>flatMap(file -> files.answer(request, file, FOR_EVER))
                .orElseThrow(ImageController::missing);
    }

    @Delete("/{image_id}")
    @Operation(summary = "Remove an image")
    @SecurityRequirement(name = "bearer")
    @Described.Conditional
    @ApiResponse(responseCode = "204", description = "It is gone")
    @Refused.Token
    @Refused.Role
    @Refused.Missing
    @Refused.Stale
    HttpResponse<Void> remove(
            @Parameter(hidden = true) Caller caller,
            String id,
            @PathVariable("image_id") String imageId,
            @Parameter(hidden = true) HttpRequest<?> request) {
        var expected = ETags.ifMatch(request);
        return switch (manage.removeImage(
                id(id),
                id(imageId),
                image -> expected.matches(Optional.of(StoredFiles.tag(image.id()))),
                actors.of(caller))) {
            case Result.Done(var _) -> HttpResponse.noContent();
            case Result.NotAllowed() -> throw notAllowed();
            case Result.Stale() -> throw stale();
            case Result.Missing(), Result.Full() -> throw missing();
        };
    }

    private static boolean isThumbnail(@Nullable String size) {
        if (size == null) {
            return false;
        }
        if (!size.equals("thumbnail")) {
            throw new InvalidValue("size", "unknown", "can only be thumbnail");
        }
        return true;
    }

    private static UUID id(String text) {
        return Ids.parse(text).orElseThrow(ImageController::missing);
    }

    private static ProblemException notAllowed() {
        return new ProblemException(CommonProblem.FORBIDDEN, "You may change what you sell, if at all.");
    }

    private static ProblemException stale() {
        return new ProblemException(CommonProblem.STALE, "It is not the image that you read.");
    }

    private static ProblemException missing() {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no such image.");
    }
}
