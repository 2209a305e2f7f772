package dev.usher.catalog.products.adapter.in.http;

import dev.usher.catalog.products.application.ChangeProduct;
import dev.usher.catalog.products.application.OfferProduct;
import dev.usher.catalog.products.application.port.Products;
import dev.usher.catalog.products.application.port.Products.Change;
import dev.usher.catalog.products.domain.Product;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.value.Ids;
import dev.usher.kernel.web.CursorPageBody;
import dev.usher.kernel.web.Described;
import dev.usher.kernel.web.ETags;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;

/** What is for sale: everybody reads, sellers write their own, administrators all. */
@Controller("/v1/products")
@Tag(name = "products")
final class ProductController {
    private final OfferProduct offer;
    private final ChangeProduct change;
    private final Products products;
    private final ProductList list;
    private final Actors actors;

    ProductController(OfferProduct offer, ChangeProduct change, Products products, ProductList list, Actors actors) {
        this.offer = offer;
        this.change = change;
        this.products = products;
        this.list = list;
        this.actors = actors;
    }

    @Get
    @Secured(SecurityRule.IS_ANONYMOUS)
    @Operation(
            summary = "Products, oldest first",
            description = "Sorts by name (code points), price (the amount, then the currency) and created_at. total is"
                    + " exact for all products and for those of one category, one seller or one currency; for other"
                    + " filters it is exact up to 100000 and stays there. A page behind the first 100000 items takes a list"
                    + " of all products, of one category or of one seller, sorted by one field; elsewhere a cursor leads"
                    + " there.")
    @Described.Paged
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The next_cursor of the page before, without page; the way through large lists")
    @Parameter(name = "category", in = ParameterIn.QUERY, description = "Exactly this category")
    @Parameter(name = "seller_id", in = ParameterIn.QUERY, description = "What this seller offers")
    @Parameter(name = "currency", in = ParameterIn.QUERY, description = "Priced in this currency (ISO 4217)")
    @Parameter(
            name = "min_price",
            in = ParameterIn.QUERY,
            description = "Decimal: at least this amount, in whatever currency, unless currency names one")
    @Parameter(
            name = "max_price",
            in = ParameterIn.QUERY,
            description = "Decimal: at most this amount, in whatever currency, unless currency names one")
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description =
                    "Words in name or description, as in a search engine: all of them, \"a phrase\", or, -without;"
                            + " 1 to 200 characters")
    @ApiResponse(responseCode = "200", description = "One page of products")
    @Refused.Query
    @Refused.Outage
    CursorPageBody<ProductJson> list(@Parameter(hidden = true) HttpRequest<?> request) {
        return list.page(request);
    }

    @Post
    @Secured(SecurityRule.IS_AUTHENTICATED)
    @Operation(summary = "Offer a product, which is then one's own; takes products:write-own or products:write")
    @SecurityRequirement(name = "bearer")
    @ApiResponse(
            responseCode = "201",
            description = "The new product",
            headers = {@Header(name = "Location"), @Header(name = "ETag")},
            content = @Content(schema = @Schema(implementation = ProductJson.class)))
    @Refused.Token
    @Refused.Role
    @Refused.Body
    HttpResponse<ProductJson> offer(@Parameter(hidden = true) Caller caller, @Body ProductJson.Draft draft) {
        return switch (offer.offer(draft.offer(), actors.of(caller))) {
            case OfferProduct.Result.Offered(var product) ->
                answer(HttpResponse.created(URI.create("/v1/products/" + product.id())), product);
            case OfferProduct.Result.NotAllowed() -> throw notAllowed();
        };
    }

    @Get("/{id}")
    @Secured(SecurityRule.IS_ANONYMOUS)
    @Operation(summary = "One product")
    @ApiResponse(responseCode = "200", description = "The product", headers = @Header(name = "ETag"))
    @Refused.Missing
    @Refused.Outage
    HttpResponse<ProductJson> read(String id) {
        return answer(HttpResponse.ok(), products.find(id(id)).orElseThrow(ProductController::missing));
    }

    @Patch("/{id}")
    @Secured(SecurityRule.IS_AUTHENTICATED)
    @Consumes({"application/json", "application/merge-patch+json"})
    @Operation(
            summary = "Edit a product: a merge-patch (RFC 7396)",
            description = "One's own takes products:write-own, everybody's products:write.")
    @SecurityRequirement(name = "bearer")
    @Described.Conditional
    @ApiResponse(responseCode = "200", description = "The product as it stands now", headers = @Header(name = "ETag"))
    @Refused.Token
    @Refused.Role
    @Refused.Missing
    @Refused.Body
    @Refused.Stale
    HttpResponse<ProductJson> edit(
            @Parameter(hidden = true) Caller caller,
            String id,
            @Parameter(hidden = true) HttpRequest<?> request,
            @Body ProductJson.Changes changes) {
        var expected = ETags.ifMatch(request);
        return switch (change.edit(id(id), expected::matches, changes.edit(), actors.of(caller))) {
            case Change.Done(var product) -> answer(HttpResponse.ok(), product);
            case Change.NotAllowed() -> throw notAllowed();
            case Change.Stale() -> throw stale();
            case Change.Missing() -> throw missing();
        };
    }

    @Delete("/{id}")
    @Secured(SecurityRule.IS_AUTHENTICATED)
    @Operation(
            summary = "Remove a product and its images",
            description = "One's own takes products:write-own, everybody's products:write.")
    @SecurityRequirement(name = "bearer")
    @Described.Conditional
    @ApiResponse(responseCode = "204", description = "It is gone")
    @Refused.Token
    @Refused.Role
    @Refused.Missing
    @Refused.Stale
    HttpResponse<Void> remove(
            @Parameter(hidden = true) Caller caller, String id, @Parameter(hidden = true) HttpRequest<?> request) {
        var expected = ETags.ifMatch(request);
        return switch (change.remove(id(id), expected::matches, actors.of(caller))) {
            case Change.Done(var product) -> HttpResponse.noContent();
            case Change.NotAllowed() -> throw notAllowed();
            case Change.Stale() -> throw stale();
            case Change.Missing() -> throw missing();
        };
    }

    private static HttpResponse<ProductJson> answer(MutableHttpResponse<ProductJson> response, Product product) {
        return response.body(ProductJson.from(product)).header(HttpHeaders.ETAG, ETags.of(product.version()));
    }

    private static UUID id(String text) {
        return Ids.parse(text).orElseThrow(ProductController::missing);
    }

    private static ProblemException notAllowed() {
        return new ProblemException(CommonProblem.FORBIDDEN, "You may not sell here, or somebody else sells this.");
    }

    private static ProblemException stale() {
        return new ProblemException(CommonProblem.STALE, "The product has changed since you read it.");
    }

    private static ProblemException missing() {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no such product.");
    }
}
