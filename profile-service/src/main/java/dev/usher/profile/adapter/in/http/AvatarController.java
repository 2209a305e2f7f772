package dev.usher.profile.adapter.in.http;

import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.upload.Pictures;
import dev.usher.kernel.upload.StoredFiles;
import dev.usher.kernel.upload.Uploads;
import dev.usher.kernel.web.BodyLimit;
import dev.usher.kernel.web.Described;
import dev.usher.kernel.web.ETags;
import dev.usher.profile.application.ManageAvatar;
import dev.usher.profile.application.ManageAvatar.Result;
import dev.usher.profile.application.port.Profiles;
import dev.usher.profile.domain.Profile;
import dev.usher.profile.domain.Secret;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The caller's own picture: nobody sees another's, whatever address they know. A browser may keep it and asks each time
 * whether it still may, so that nothing shows after a logout.
 */
@Controller("/v1/profile/avatar")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "profile")
@SecurityRequirement(name = "bearer")
final class AvatarController {
    private static final String ADDRESS = "/v1/profile/avatar";
    private static final String ASK_EACH_TIME = "private, no-cache";
    /** Of a picture that is replaced while it is read. */
    private static final int ATTEMPTS = 3;

    private final ManageAvatar manage;
    private final Profiles profiles;
    private final Uploads uploads;
    private final StoredFiles files;

    AvatarController(ManageAvatar manage, Profiles profiles, Uploads uploads, StoredFiles files) {
        this.manage = manage;
        this.profiles = profiles;
        this.uploads = uploads;
        this.files = files;
    }

    /** Another address for every picture; null for none. */
    static @Nullable String url(@Nullable UUID avatar) {
        return avatar == null ? null : address(avatar);
    }

    private static String address(UUID avatar) {
        return ADDRESS + "?v=" + avatar;
    }

    @Put
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @BodyLimit(Uploads.MAX_BODY)
    @Operation(summary = "Set the caller's picture: one file in the field file", description = Uploads.DESCRIPTION)
    @Pictures.Taken
    @Described.Conditional
    @ApiResponse(
            responseCode = "200",
            description = "Where it is now",
            headers = @Header(name = "ETag", description = "Of the picture"))
    @Refused.Token
    @Refused.Upload
    @Refused.Stale
    HttpResponse<AvatarBody> change(
            @Parameter(hidden = true) Caller caller, @Parameter(hidden = true) HttpRequest<?> request) {
        var token = new Secret(caller.token().reveal());
        var result = manage.changeAvatar(
                caller.userId(),
                token,
                expected(request),
                () -> uploads.picture(
                        request,
                        caller.userId(),
                        picture -> files.store(picture.full()).getFirst()));
        return switch (result) {
            case Result.Done(var profile) -> answer(profile);
            case Result.Stale() -> throw stale();
            case Result.Missing() -> throw missing();
            case Result.TokenRefused() ->
                throw new ProblemException(CommonProblem.INVALID_TOKEN, "The token is no longer valid.");
        };
    }

    @Get
    @Operation(
            summary = "The caller's picture",
            description =
                    "JPEG or PNG. avatar_url of the profile is this address with a v that changes with every upload")
    @Pictures.Given
    @Refused.Token
    @Refused.Missing
    HttpResponse<?> read(
            @Parameter(hidden = true) Caller caller,
            @Parameter(description = "Which picture; without it the current one") @Nullable @QueryValue String v,
            @Parameter(hidden = true) HttpRequest<?> request) {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var avatar = profiles.find(caller.userId())
                    .map(Profile::avatar)
                    .filter(file -> v == null || v.equals(file.toString()))
                    .orElseThrow(AvatarController::missing);
            var answer = files.answer(request, avatar, ASK_EACH_TIME);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw missing();
    }

    @Delete
    @Operation(summary = "Remove the caller's picture")
    @Described.Conditional
    @ApiResponse(responseCode = "204", description = "It is gone")
    @Refused.Token
    @Refused.Missing
    @Refused.Stale
    HttpResponse<Void> remove(
            @Parameter(hidden = true) Caller caller, @Parameter(hidden = true) HttpRequest<?> request) {
        return switch (manage.removeAvatar(caller.userId(), expected(request))) {
            case Result.Done(var _) -> HttpResponse.noContent();
            case Result.Stale() -> throw stale();
            case Result.Missing(), Result.TokenRefused() -> throw missing();
        };
    }

    private static Predicate<Optional<UUID>> expected(HttpRequest<?> request) {
        var expected = ETags.ifMatch(request);
        return avatar -> expected.matches(avatar.map(StoredFiles::tag));
    }

    private static HttpResponse<AvatarBody> answer(Profile profile) {
        var avatar = Optional.ofNullable(profile.avatar()).orElseThrow();
        return HttpResponse.ok(new AvatarBody(address(avatar))).header(HttpHeaders.ETAG, StoredFiles.tag(avatar));
    }

    private static ProblemException missing() {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no such picture.");
    }

    private static ProblemException stale() {
        return new ProblemException(CommonProblem.STALE, "The picture has changed since you read it.");
    }

    @Schema(name = "Avatar")
    record AvatarBody(
            @Schema(description = "Relative to the origin; another one with every upload")
            String avatarUrl) {}
}
