package dev.usher.catalog.rbac.adapter.in.http;

import dev.usher.catalog.rbac.application.AddEntry;
import dev.usher.catalog.rbac.application.EditEntry;
import dev.usher.catalog.rbac.application.RemoveEntry;
import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.domain.Content;
import dev.usher.catalog.rbac.domain.Entry;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.value.Ids;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Text;
import dev.usher.kernel.web.ETags;
import dev.usher.kernel.web.ListQuery;
import dev.usher.kernel.web.PageBody;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** What the routes of the three levels have in common, which is everything but the names of their members. */
@Singleton
final class EntryRoutes {
    private static final String NAME = "name";

    private final AddEntry add;
    private final EditEntry edit;
    private final RemoveEntry remove;
    private final Entries entries;

    EntryRoutes(AddEntry add, EditEntry edit, RemoveEntry remove, Entries entries) {
        this.add = add;
        this.edit = edit;
        this.remove = remove;
        this.entries = entries;
    }

    /** The routes of one level, whose entries look like this in JSON. */
    <J> Of<J> of(Kind kind, Function<Entry, J> json) {
        return new Of<>(kind, json);
    }

    final class Of<J> {
        private final Kind kind;
        private final Function<Entry, J> json;

        private Of(Kind kind, Function<Entry, J> json) {
            this.kind = kind;
            this.json = json;
        }

        PageBody<J> list(HttpRequest<?> request) {
            var partFilter = kind.parts().map(part -> part.label() + "_id");
            var query = ListQuery.of(
                    request,
                    Entries.SORTS,
                    partFilter.map(part -> Set.of(NAME, part)).orElse(Set.of(NAME)));
            var nameContains = query.filter(NAME).map(part -> Text.line(NAME, part, 0, 100));
            var part = partFilter.flatMap(field -> query.filter(field).map(id -> part(field, id)));
            var filter = new Entries.Filter(nameContains.orElse(""), part.orElse(null));
            return PageBody.from(entries.list(kind, filter, query.page()), query.page(), json);
        }

        HttpResponse<J> add(Caller caller, Content content) {
            return switch (add.add(kind, content, caller.userId())) {
                case AddEntry.Result.Added(var entry) ->
                    answer(HttpResponse.created(URI.create("/v1/" + kind.label() + "s/" + entry.id())), entry);
                case AddEntry.Result.NameTaken() -> throw nameTaken();
                case AddEntry.Result.UnknownParts() -> throw Content.unknownParts(kind);
            };
        }

        HttpResponse<J> read(String id) {
            return answer(HttpResponse.ok(), entries.find(kind, id(id)).orElseThrow(this::missing));
        }

        HttpResponse<J> edit(Caller caller, String id, HttpRequest<?> request, Content.Edit changes) {
            var expected = ETags.ifMatch(request);
            return switch (edit.edit(kind, id(id), expected::matches, changes, caller.userId())) {
                case Entries.Edit.Done(var entry) -> answer(HttpResponse.ok(), entry);
                case Entries.Edit.NameTaken() -> throw nameTaken();
                case Entries.Edit.UnknownParts() -> throw Content.unknownParts(kind);
                case Entries.Edit.BuiltIn() ->
                    throw new ProblemException(RbacProblem.BUILT_IN, "A built-in role keeps its name.");
                case Entries.Edit.Stale() -> throw stale();
                case Entries.Edit.Missing() -> throw missing();
            };
        }

        HttpResponse<Void> remove(Caller caller, String id, HttpRequest<?> request, boolean force) {
            var expected = ETags.ifMatch(request);
            var removal = force
                    ? remove.removeEverywhere(kind, id(id), expected::matches, caller.userId())
                    : remove.remove(kind, id(id), expected::matches);
            return switch (removal) {
                case Entries.Removal.Done() -> HttpResponse.noContent();
                case Entries.Removal.InUse(var uses) ->
                    throw new ProblemException(
                                    RbacProblem.IN_USE,
                                    "The " + kind.label() + " is in use; force=true removes it anyway.")
                            .withMembers(Map.of("used_by", uses));
                case Entries.Removal.BuiltIn() ->
                    throw new ProblemException(RbacProblem.BUILT_IN, "A built-in role stays.");
                case Entries.Removal.Stale() -> throw stale();
                case Entries.Removal.Missing() -> throw missing();
            };
        }

        private HttpResponse<J> answer(MutableHttpResponse<J> response, Entry entry) {
            return response.body(json.apply(entry)).header(HttpHeaders.ETAG, ETags.of(entry.version()));
        }

        private UUID id(String text) {
            return Ids.parse(text).orElseThrow(this::missing);
        }

        private ProblemException nameTaken() {
            return new ProblemException(RbacProblem.NAME_TAKEN, "Another " + kind.label() + " has this name.");
        }

        private ProblemException stale() {
            return new ProblemException(CommonProblem.STALE, "The " + kind.label() + " has changed since you read it.");
        }

        private ProblemException missing() {
            return new ProblemException(CommonProblem.NOT_FOUND, "There is no such " + kind.label() + ".");
        }
    }

    private static UUID part(String field, String id) {
        return Ids.parse(id).orElseThrow(() -> new InvalidValue(field, "invalid", "must be an id"));
    }
}
