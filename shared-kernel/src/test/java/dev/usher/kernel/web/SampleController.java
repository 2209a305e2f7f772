package dev.usher.kernel.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Trace;
import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.Text;
import dev.usher.kernel.value.Violations;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.annotation.NonBlocking;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;
import org.slf4j.MDC;

/** One route for every way of answering. */
@Requires(property = "sample.app")
@Controller("/v1")
@Secured("isAnonymous()")
class SampleController {
    private final ClientAddress addresses;

    SampleController(ClientAddress addresses) {
        this.addresses = addresses;
    }

    enum Color {
        RED,
        GREEN
    }

    record Inner(@Nullable String note, @Nullable Inner next) {}

    record Sample(
            @Nullable String firstName,
            @Nullable Integer age,
            @Nullable Boolean active,
            @Nullable BigDecimal ratio,
            @Nullable UUID userId,
            @Nullable Instant bornAt,
            @Nullable Color color,
            @Nullable List<String> tags,
            @Nullable Inner inner) {}

    record Patched(JsonNullable<String> firstName, JsonNullable<String> bio) {}

    @Post("/echo")
    Sample echo(@Body Sample sample) {
        return sample;
    }

    @Post("/large/{id}")
    @BodyLimit(256 * 1024)
    Map<String, Integer> large(String id, @Body Sample sample) {
        return Map.of("length", String.valueOf(sample.firstName()).length());
    }

    @Post("/people")
    @Status(HttpStatus.CREATED)
    Map<String, String> people(@Body Sample sample) {
        var check = new Violations();
        var name = check.value(() -> Text.line("first_name", sample.firstName(), 1, 10));
        var tag = check.value(() ->
                Text.line("tags", sample.tags() == null ? null : sample.tags().getFirst(), 1, 5));
        check.orThrow();
        return Map.of("name", name.get(), "tag", tag.get());
    }

    @Patch("/patch")
    @Consumes({"application/json", "application/merge-patch+json"})
    Map<String, String> patch(@Body Patched patch) {
        return Map.of("first_name", said(patch.firstName()), "bio", said(patch.bio()));
    }

    private static String said(JsonNullable<String> member) {
        return member.isPresent() ? String.valueOf(member.get()) : "absent";
    }

    @Get("/list")
    PageBody<String> list(HttpRequest<?> request) {
        var query = ListQuery.of(request, Set.of("name", "created_at"), Set.of("q"));
        var items = List.of(query.page().sort().toString(), query.filter("q").orElse("none"));
        return PageBody.from(new Page<>(items, 2), query.page(), item -> item);
    }

    @Get("/things/{id}")
    Map<String, String> thing(UUID id) {
        return Map.of("id", id.toString());
    }

    @Get("/query")
    Map<String, Integer> query(@QueryValue int count) {
        return Map.of("count", count);
    }

    @Get("/loop")
    @NonBlocking
    Map<String, String> loop() {
        return Map.of("thread", Thread.currentThread().getName());
    }

    @Get("/thread")
    Map<String, Boolean> thread() {
        return Map.of("virtual", Thread.currentThread().isVirtual());
    }

    @Get("/secured")
    @Secured("isAuthenticated()")
    Map<String, String> secured() {
        return Map.of();
    }

    @Post("/guarded")
    @Secured("isAuthenticated()")
    Sample guarded(@Body Sample sample) {
        return sample;
    }

    @Get("/admin")
    @Secured({"admin", "super-admin"})
    Map<String, String> admin() {
        return Map.of();
    }

    @Get("/problem")
    void problem() {
        throw new ProblemException(CommonProblem.CONFLICT, "It is in use.")
                .withRetryAfter(Duration.ofMillis(1200))
                .withMembers(Map.of("used_by", List.of(Map.of("kind", "role"))));
    }

    @Get("/unavailable")
    void unavailable() {
        throw new Unavailable("redis", Duration.ofSeconds(3));
    }

    @Get("/crash")
    void crash() {
        throw new IllegalStateException("select secret from account -- at dev.usher.Hidden");
    }

    @Get("/sql/{state}")
    void sql(String state) {
        throw new IllegalStateException("wrapped", new SQLException("ERROR: relation \"account\"", state));
    }

    record Name(String text) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Name {
            text = Text.line("name", text, 1, 10);
        }
    }

    record Typed(Name name) {}

    @Post("/typed")
    Typed typed(@Body Typed typed) {
        return typed;
    }

    @Introspected
    record Validated(
            @Nullable @Size(max = 3) String firstName,
            @Nullable @NotBlank String lastName) {}

    @Post("/validated")
    Validated validated(@Valid @Body Validated validated) {
        return validated;
    }

    @Get("/trace")
    Map<String, String> trace(HttpRequest<?> request) {
        return Map.of("trace", Trace.of(request), "log", String.valueOf(MDC.get(Trace.LOG_KEY)));
    }

    @Post("/options")
    Map<String, Boolean> options(@Body Sample sample, @QueryValue(defaultValue = "false") boolean force) {
        return Map.of("force", force);
    }

    @Get("/client")
    Map<String, String> client(HttpRequest<?> request) {
        return Map.of("address", addresses.of(request));
    }

    @Patch("/versioned")
    HttpResponse<?> versioned(HttpRequest<?> request, @Body Sample sample) {
        if (!ETags.ifMatch(request).matches(7)) {
            throw new ProblemException(CommonProblem.STALE, "It is version 7 now.");
        }
        return HttpResponse.ok(sample).header("ETag", ETags.of(8));
    }

    @Get("/much/{bytes}")
    byte[] much(int bytes) {
        return new byte[bytes];
    }

    @Get("/bare/{status}")
    HttpResponse<?> bare(int status) {
        return HttpResponse.status(status, "whatever");
    }

    @Get("/cached")
    HttpResponse<?> cached() {
        return HttpResponse.ok(Map.of()).header("Cache-Control", "public, max-age=60");
    }

    @Get("/wait/{millis}")
    HttpResponse<?> await(long millis) throws InterruptedException {
        Thread.sleep(millis);
        return HttpResponse.ok(Map.of("waited", millis));
    }
}
