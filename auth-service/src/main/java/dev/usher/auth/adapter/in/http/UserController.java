package dev.usher.auth.adapter.in.http;

import dev.usher.auth.application.AdministerAccounts;
import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Users;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountId;
import dev.usher.kernel.policy.Permissions;
import dev.usher.kernel.policy.Permitted;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.value.Ids;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.web.CursorPageBody;
import dev.usher.kernel.web.CursorSeal;
import dev.usher.kernel.web.Described;
import dev.usher.kernel.web.ListQuery;
import dev.usher.kernel.web.Sensitive;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Everybody's accounts, for those who look after them. */
@Controller("/v1/users")
@Permitted("users:read")
@Tag(name = "users")
@SecurityRequirement(name = "bearer")
final class UserController {
    private static final Set<String> FILTERS = Set.of("email", "status");

    private final Users users;
    private final Accounts accounts;
    private final AdministerAccounts administer;
    private final CursorSeal cursors;
    private final Permissions permissions;
    private final Clients clients;

    UserController(
            Users users,
            Accounts accounts,
            AdministerAccounts administer,
            CursorSeal cursors,
            Permissions permissions,
            Clients clients) {
        this.users = users;
        this.accounts = accounts;
        this.administer = administer;
        this.cursors = cursors;
        this.permissions = permissions;
        this.clients = clients;
    }

    @Get
    @Operation(summary = "Accounts, oldest first", description = "Sorts by email and created_at.")
    @Described.Paged
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The next_cursor of the page before, without page")
    @Parameter(name = "email", in = ParameterIn.QUERY, description = "part of the address, in either case")
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "active or disabled")
    @ApiResponse(responseCode = "200", description = "One page of accounts")
    @Refused.Token
    @Refused.Role
    @Refused.Query
    CursorPageBody<UserJson> list(@Parameter(hidden = true) HttpRequest<?> request) {
        var query = ListQuery.of(request, Users.SORTS, FILTERS, cursors);
        var filter = new Users.Filter(
                query.filter("email").orElse(null),
                query.filter("status").map(UserController::status).orElse(null));
        var total = query.total().orElseGet(() -> users.count(filter));
        var slice = users.list(filter, query.page(), query.position().map(UserController::place));
        var next = slice.isLast() ? null : query.next(place(slice.users().getLast()), total, cursors);
        return new CursorPageBody<>(
                slice.users().stream().map(UserJson::from).toList(),
                query.page().page(),
                query.page().size(),
                total,
                next);
    }

    private static Account.Status status(String text) {
        return switch (text) {
            case "active" -> Account.Status.ACTIVE;
            case "disabled" -> Account.Status.DISABLED;
            default -> throw new InvalidValue("status", "invalid", "must be active or disabled");
        };
    }

    private static List<String> place(Account account) {
        return List.of(
                account.email().key(),
                account.createdAt().toString(),
                account.id().toString());
    }

    private static Users.Place place(List<String> position) {
        return new Users.Place(
                position.get(0), Instant.parse(position.get(1)), new AccountId(UUID.fromString(position.get(2))));
    }

    @Get("/{id}")
    @Operation(summary = "One account")
    @ApiResponse(responseCode = "200", description = "The account")
    @Refused.Token
    @Refused.Role
    @Refused.Missing
    UserJson get(@PathVariable String id) {
        return account(id).flatMap(accounts::find).map(UserJson::from).orElseThrow(UserController::noUser);
    }

    @Post("/{id}/disable")
    @Permitted("users:write")
    @Status(HttpStatus.NO_CONTENT)
    @Sensitive
    @Operation(summary = "Keep somebody out: their sessions end, and nobody can log in to the account")
    @ApiResponse(responseCode = "204", description = "It is disabled, now or before")
    @LastSuperAdmin.Refused
    @Refused.Token
    @Refused.Role
    @Refused.CrossSite
    @Refused.Missing
    void disable(
            @PathVariable String id,
            @Parameter(hidden = true) Caller caller,
            @Parameter(hidden = true) HttpRequest<?> request) {
        administer(id, caller, request, administer::disable);
    }

    @Post("/{id}/enable")
    @Permitted("users:write")
    @Status(HttpStatus.NO_CONTENT)
    @Sensitive
    @Operation(summary = "Let somebody in again")
    @ApiResponse(responseCode = "204", description = "It is active, now or before")
    @Refused.Token
    @Refused.Role
    @Refused.CrossSite
    @Refused.Missing
    void enable(
            @PathVariable String id,
            @Parameter(hidden = true) Caller caller,
            @Parameter(hidden = true) HttpRequest<?> request) {
        administer(id, caller, request, administer::enable);
    }

    @Delete("/{id}")
    @Permitted("users:write")
    @Status(HttpStatus.ACCEPTED)
    @Sensitive
    @Operation(summary = "Erase an account and, by event, everything about it")
    @ApiResponse(responseCode = "202", description = "The account is gone, and everything about it will be")
    @LastSuperAdmin.Refused
    @Refused.Token
    @Refused.Role
    @Refused.CrossSite
    @Refused.Missing
    void delete(
            @PathVariable String id,
            @Parameter(hidden = true) Caller caller,
            @Parameter(hidden = true) HttpRequest<?> request) {
        administer(id, caller, request, administer::delete);
    }

    private void administer(
            String id,
            Caller caller,
            HttpRequest<?> request,
            Function<AdministerAccounts.Command, AdministerAccounts.Result> deed) {
        var subject = account(id).orElseThrow(UserController::noUser);
        var isSuperAdmin = permissions.roles(caller.userId()).contains(Account.SUPER_ADMIN);
        var command = new AdministerAccounts.Command(
                new AccountId(caller.userId()), caller.epoch(), isSuperAdmin, subject, clients.of(request));
        switch (deed.apply(command)) {
            case DONE -> {}
            case NO_USER -> throw noUser();
            case NOT_ALLOWED ->
                throw new ProblemException(CommonProblem.FORBIDDEN, "Super-admins answer to super-admins only.");
            case LAST_SUPER_ADMIN -> throw LastSuperAdmin.problem();
            case NO_ACCOUNT -> throw DeadToken.problem();
        }
    }

    private static Optional<AccountId> account(String id) {
        return Ids.parse(id).map(AccountId::new);
    }

    private static ProblemException noUser() {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no such user.");
    }
}
