package dev.usher.catalog.rbac.application;

import static dev.usher.catalog.rbac.domain.TestServices.BOB;
import static dev.usher.catalog.rbac.domain.TestServices.NOW;
import static dev.usher.catalog.rbac.domain.TestServices.describe;
import static dev.usher.catalog.rbac.domain.TestServices.nothing;
import static dev.usher.catalog.rbac.domain.TestServices.rename;
import static dev.usher.catalog.rbac.domain.TestServices.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.rbac.application.port.Services;
import dev.usher.catalog.rbac.application.port.Services.Edit;
import dev.usher.catalog.rbac.application.port.Services.Removal;
import dev.usher.catalog.rbac.domain.Service;
import dev.usher.catalog.rbac.domain.ServiceText;
import dev.usher.kernel.value.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Services} keeps. Every test has names of its own, so that they may share one. */
public abstract class ServicesContract {
    private final String tag = UUID.randomUUID().toString();

    protected abstract Services services();

    @Test
    void what_was_added_is_found_whole() {
        var described = service(tag + " billing", "line\n\ttwo 😀");
        var bare = service(tag + " search", null);

        assertThat(services().add(described)).isTrue();
        assertThat(services().add(bare)).isTrue();

        assertThat(services().find(described.id())).contains(described);
        assertThat(services().find(bare.id())).contains(bare);
        assertThat(services().find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void a_taken_name_is_refused_whatever_its_case_and_nothing_is_stored() {
        var first = service(tag + " Straße", "first");
        services().add(first);

        var second = service(tag + " STRASSE", "second");
        assertThat(services().add(second)).isFalse();

        assertThat(services().find(second.id())).isEmpty();
        assertThat(services().find(first.id())).contains(first);
    }

    @Test
    void of_simultaneous_additions_of_one_name_exactly_one_wins() throws Exception {
        var candidates = IntStream.range(0, 8)
                .mapToObj(i -> service(tag + (i % 2 == 0 ? " race" : " RACE"), "candidate " + i))
                .toList();

        var added = all(candidates.stream()
                .<Callable<Boolean>>map(candidate -> () -> services().add(candidate))
                .toList());

        assertThat(added).filteredOn(won -> won).hasSize(1);
        assertThat(candidates)
                .filteredOn(candidate -> services().find(candidate.id()).isPresent())
                .hasSize(1);
    }

    @Test
    void an_edit_is_stored() {
        var service = added("billing");

        var edit = services().edit(service.id(), version -> version == 1, stored -> edited(stored, describe("new")));

        var expected = edited(service, describe("new"));
        assertThat(edit).isEqualTo(new Edit.Done(expected));
        assertThat(services().find(service.id())).contains(expected);
    }

    @Test
    void an_edit_that_changes_nothing_stores_nothing() {
        var service = added("billing");

        assertThat(services().edit(service.id(), version -> true, stored -> edited(stored, nothing())))
                .isEqualTo(new Edit.Done(service));
        assertThat(services().find(service.id())).contains(service);
    }

    @Test
    void a_name_may_change_its_case() {
        var service = added("billing");
        var louder = rename(service.text().name().value().toUpperCase(Locale.ROOT));

        assertThat(services().edit(service.id(), version -> true, stored -> edited(stored, louder)))
                .isInstanceOf(Edit.Done.class);
    }

    @Test
    void an_edit_to_a_taken_name_changes_nothing() {
        var billing = added("billing");
        var search = added("search");

        assertThat(services().edit(search.id(), version -> true, stored -> edited(stored, rename(tag + " BILLING"))))
                .isEqualTo(new Edit.NameTaken());

        assertThat(services().find(search.id())).contains(search);
        assertThat(services().find(billing.id())).contains(billing);
    }

    @Test
    void a_stale_edit_changes_nothing() {
        var service = added("billing");

        assertThat(services().edit(service.id(), version -> version == 2, stored -> edited(stored, describe("x"))))
                .isEqualTo(new Edit.Stale());
        assertThat(services().find(service.id())).contains(service);
    }

    @Test
    void nobody_edits_or_removes_what_is_not_there() {
        assertThat(services().edit(UUID.randomUUID(), version -> true, stored -> stored))
                .isEqualTo(new Edit.Missing());
        assertThat(services().remove(UUID.randomUUID(), version -> true)).isEqualTo(Removal.MISSING);
    }

    @Test
    void of_simultaneous_conditional_edits_exactly_one_wins() throws Exception {
        var service = added("billing");

        var edits = all(IntStream.range(0, 8)
                .<Callable<Edit>>mapToObj(i -> () -> services()
                        .edit(service.id(), version -> version == 1, stored -> edited(stored, describe("by " + i))))
                .toList());

        assertThat(edits).filteredOn(Edit.Done.class::isInstance).hasSize(1);
        assertThat(edits).filteredOn(Edit.Stale.class::isInstance).hasSize(7);
    }

    @Test
    void of_simultaneous_renamings_to_one_name_exactly_one_wins() throws Exception {
        var contenders = Stream.of("a", "b", "c", "d").map(this::added).toList();

        var edits = all(contenders.stream()
                .<Callable<Edit>>map(contender -> () -> services()
                        .edit(contender.id(), version -> true, stored -> edited(stored, rename(tag + " winner"))))
                .toList());

        assertThat(edits).filteredOn(Edit.Done.class::isInstance).hasSize(1);
        assertThat(edits).filteredOn(Edit.NameTaken.class::isInstance).hasSize(3);
    }

    @Test
    void a_removal_frees_the_name_and_happens_once() {
        var service = added("billing");

        assertThat(services().remove(service.id(), version -> version == 1)).isEqualTo(Removal.DONE);
        assertThat(services().remove(service.id(), version -> true)).isEqualTo(Removal.MISSING);

        assertThat(services().find(service.id())).isEmpty();
        assertThat(services().add(service(tag + " billing", null))).isTrue();
    }

    @Test
    void a_stale_removal_removes_nothing() {
        var service = added("billing");

        assertThat(services().remove(service.id(), version -> version == 2)).isEqualTo(Removal.STALE);
        assertThat(services().find(service.id())).contains(service);
    }

    @Test
    void of_simultaneous_removals_exactly_one_is_the_one() throws Exception {
        var service = added("billing");

        var removals = all(IntStream.range(0, 8)
                .<Callable<Removal>>mapToObj(i -> () -> services().remove(service.id(), version -> true))
                .toList());

        assertThat(removals).filteredOn(Removal.DONE::equals).hasSize(1);
        assertThat(removals).filteredOn(Removal.MISSING::equals).hasSize(7);
    }

    @Test
    void a_list_is_cut_into_pages_and_counted() {
        var all = IntStream.range(0, 5).mapToObj(i -> added("s" + i)).toList();

        assertThat(list(0, 2, "name")).isEqualTo(all.subList(0, 2));
        assertThat(list(1, 2, "name")).isEqualTo(all.subList(2, 4));
        assertThat(list(2, 2, "name")).isEqualTo(all.subList(4, 5));
        assertThat(list(3, 2, "name")).isEmpty();
        assertThat(list(PageRequest.MAX_PAGE, 100, "name")).isEmpty();
        assertThat(services().list(Optional.of(tag), request(3, 2, "name")).total())
                .isEqualTo(5);
    }

    @Test
    void a_list_is_sorted_as_asked_and_then_by_id() {
        var late = addedAt("b", 2);
        var early = addedAt("C", 1);
        var alsoLate = addedAt("a", 2);

        assertThat(list(0, 10, "name")).containsExactly(alsoLate, late, early);
        assertThat(list(0, 10, "-name")).containsExactly(early, late, alsoLate);
        assertThat(list(0, 10, "created_at", "-name")).containsExactly(early, late, alsoLate);
        assertThat(list(0, 10, "-created_at", "name")).containsExactly(alsoLate, late, early);
        assertThat(list(0, 10, "-updated_at")).containsExactly(first(late, alsoLate), last(late, alsoLate), early);
        assertThat(list(0, 10)).containsExactly(early, first(late, alsoLate), last(late, alsoLate));
    }

    @Test
    void a_filter_is_taken_literally_and_regardless_of_case() {
        var percent = added("100% sure");
        var underscore = added("a_b");
        var backslash = added("a\\b");
        var plain = added("axb Straße");

        assertThat(filtered("100%")).containsExactly(percent);
        assertThat(filtered("%")).containsExactly(percent);
        assertThat(filtered("A_B")).containsExactly(underscore);
        assertThat(filtered("a\\b")).containsExactly(backslash);
        assertThat(filtered("STRASSE")).containsExactly(plain);
        assertThat(filtered("'; drop table service; --")).isEmpty();
        assertThat(filtered("")).hasSize(4);
    }

    private Service added(String name) {
        return addedAt(name, 0);
    }

    private Service addedAt(String name, int second) {
        var service = service(tag + " " + name, null, NOW.plusSeconds(second));
        assertThat(services().add(service)).isTrue();
        return service;
    }

    private static Service first(Service one, Service other) {
        return one.id().toString().compareTo(other.id().toString()) < 0 ? one : other;
    }

    private static Service last(Service one, Service other) {
        return first(one, other).equals(one) ? other : one;
    }

    private static Service edited(Service stored, ServiceText.Edit edit) {
        return stored.edit(edit, BOB, NOW.plusSeconds(60));
    }

    private List<Service> list(int page, int size, String... sort) {
        return services().list(Optional.of(tag), request(page, size, sort)).items();
    }

    private List<Service> filtered(String text) {
        return services().list(Optional.of(text), request(0, 100)).items().stream()
                .filter(service -> service.text().name().value().startsWith(tag))
                .toList();
    }

    private static PageRequest request(int page, int size, String... sort) {
        return new PageRequest(
                page,
                size,
                Stream.of(sort)
                        .map(field -> field.startsWith("-")
                                ? new PageRequest.Order(field.substring(1), true)
                                : new PageRequest.Order(field, false))
                        .toList());
    }

    private static <T> List<T> all(List<Callable<T>> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(work)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
