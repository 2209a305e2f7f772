package dev.usher.auth.adapter.in.http;

import dev.usher.auth.application.EndSession;
import dev.usher.auth.application.ListSessions;
import dev.usher.auth.application.LogOutEverywhere;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.SessionId;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.token.SessionCookies;
import dev.usher.kernel.value.Ids;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The caller's sessions. */
@Controller("/v1")
@Secured("isAuthenticated()")
@Tag(name = "sessions")
@SecurityRequirement(name = "bearer")
final class OwnSessionsController {
    private final ListSessions listSessions;
    private final EndSession endSession;
    private final LogOutEverywhere logOutEverywhere;
    private final Clients clients;

    OwnSessionsController(
            ListSessions listSessions, EndSession endSession, LogOutEverywhere logOutEverywhere, Clients clients) {
        this.listSessions = listSessions;
        this.endSession = endSession;
        this.logOutEverywhere = logOutEverywhere;
        this.clients = clients;
    }

    @Schema(name = "Session", description = "Where the caller is logged in.")
    record SessionJson(
            UUID id,
            Instant createdAt,

            @Schema(description = "When its tokens were replaced last")
            Instant lastUsedAt,

            @Schema(description = "From where that was", examples = "192.0.2.7")
            String ip,

            @Schema(description = "Empty when none was sent", maxLength = 256)
            String userAgent,

            @Schema(description = "Whether it is the one of the token that asks")
            boolean current) {
        static SessionJson from(Sessions.Listed session, UUID current) {
            var id = session.id().value();
            return new SessionJson(
                    id,
                    session.createdAt(),
                    session.lastUsedAt(),
                    session.client().ip(),
                    session.client().userAgent(),
                    id.equals(current));
        }
    }

    @Schema(name = "Sessions", description = "All living sessions, last used first.")
    record SessionsJson(List<SessionJson> items) {}

    @Get("/sessions")
    @Operation(summary = "Where the caller is logged in")
    @ApiResponse(responseCode = "200", description = "All living sessions, last used first")
    @Refused.Token
    SessionsJson list(@Parameter(hidden = true) Caller caller) {
        var sessions = listSessions
                .list(new AccountId(caller.userId()), caller.epoch())
                .orElseThrow(DeadToken::problem);
        return new SessionsJson(sessions.stream()
                .map(session -> SessionJson.from(session, caller.sessionId()))
                .toList());
    }

    @Delete("/sessions/{id}")
    @Status(HttpStatus.NO_CONTENT)
    @Operation(summary = "End a session: its tokens are dead everywhere within a second")
    @ApiResponse(responseCode = "204", description = "It has ended")
    @Refused.Token
    @Refused.Missing
    @Refused.CrossSite
    void end(
            @PathVariable String id,
            @Parameter(hidden = true) Caller caller,
            @Parameter(hidden = true) HttpRequest<?> request) {
        var session = Ids.parse(id).map(SessionId::new).orElseThrow(OwnSessionsController::noSession);
        switch (endSession.end(new AccountId(caller.userId()), caller.epoch(), session, clients.of(request))) {
            case ENDED -> {}
            case NO_SESSION -> throw noSession();
            case NO_ACCOUNT -> throw DeadToken.problem();
        }
    }

    private static ProblemException noSession() {
        return new ProblemException(CommonProblem.NOT_FOUND, "You have no such session.");
    }

    @Post("/logout-all")
    @Operation(summary = "End all sessions of the caller, this one too")
    @ApiResponse(responseCode = "204", description = "They have ended; log in again. Cookies are cleared")
    @Refused.Token
    @Refused.CrossSite
    HttpResponse<?> logOutEverywhere(
            @Parameter(hidden = true) Caller caller, @Parameter(hidden = true) HttpRequest<?> request) {
        if (!logOutEverywhere.logOut(new AccountId(caller.userId()), caller.epoch(), clients.of(request))) {
            throw DeadToken.problem();
        }
        var answer = HttpResponse.noContent();
        return SessionCookies.areUsedBy(request) ? SessionCookies.clear(answer) : answer;
    }
}
