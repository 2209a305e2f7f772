package dev.usher.catalog.rbac.application;

import static dev.usher.catalog.rbac.domain.TestEntries.BOB;
import static dev.usher.catalog.rbac.domain.TestEntries.NOW;
import static dev.usher.catalog.rbac.domain.TestEntries.compose;
import static dev.usher.catalog.rbac.domain.TestEntries.describe;
import static dev.usher.catalog.rbac.domain.TestEntries.entry;
import static dev.usher.catalog.rbac.domain.TestEntries.entryAt;
import static dev.usher.catalog.rbac.domain.TestEntries.nothing;
import static dev.usher.catalog.rbac.domain.TestEntries.rename;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.application.port.Entries.Addition;
import dev.usher.catalog.rbac.application.port.Entries.Edit;
import dev.usher.catalog.rbac.application.port.Entries.Filter;
import dev.usher.catalog.rbac.application.port.Entries.Removal;
import dev.usher.catalog.rbac.application.port.Entries.Use;
import dev.usher.catalog.rbac.domain.Content;
import dev.usher.catalog.rbac.domain.Entry;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.kernel.value.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Entries} keeps. Every test has names of its own, so that they may share one. */
public abstract class EntriesContract {
    private final String tag = UUID.randomUUID().toString();
    private final Kind kind;
    /** Services are made of nothing; what uses them is the level above. */
    private final Kind whole;

    protected EntriesContract(Kind kind) {
        this.kind = kind;
        this.whole = kind == Kind.SERVICE ? Kind.PERMISSION : kind;
    }

    protected abstract Entries entries();

    @Test
    void what_was_added_is_found_whole() {
        var described = entry(kind, tag + " billing", "line\n\ttwo 😀");
        var bare = entry(kind, tag + " search", null);

        assertThat(entries().add(described)).isEqualTo(Addition.DONE);
        assertThat(entries().add(bare)).isEqualTo(Addition.DONE);

        assertThat(entries().find(kind, described.id())).contains(described);
        assertThat(entries().find(kind, bare.id())).contains(bare);
        assertThat(entries().find(kind, UUID.randomUUID())).isEmpty();
    }

    @Test
    void a_taken_name_is_refused_whatever_its_case_and_nothing_is_stored() {
        var first = entry(kind, tag + " Straße", "first");
        entries().add(first);

        var second = entry(kind, tag + " STRASSE", "second");
        assertThat(entries().add(second)).isEqualTo(Addition.NAME_TAKEN);

        assertThat(entries().find(kind, second.id())).isEmpty();
        assertThat(entries().find(kind, first.id())).contains(first);
    }

    @Test
    void of_simultaneous_additions_of_one_name_exactly_one_wins() throws Exception {
        var candidates = IntStream.range(0, 8)
                .mapToObj(i -> entry(kind, tag + (i % 2 == 0 ? " race" : " RACE"), "candidate " + i))
                .toList();

        var added = all(candidates.stream()
                .<Callable<Addition>>map(candidate -> () -> entries().add(candidate))
                .toList());

        assertThat(added).filteredOn(Addition.DONE::equals).hasSize(1);
        assertThat(candidates)
                .filteredOn(candidate -> entries().find(kind, candidate.id()).isPresent())
                .hasSize(1);
    }

    @Test
    void an_edit_is_stored() {
        var entry = added("billing");

        var edit = entries().edit(kind, entry.id(), version -> version == 1, stored -> edited(stored, describe("new")));

        var expected = edited(entry, describe("new"));
        assertThat(edit).isEqualTo(new Edit.Done(expected));
        assertThat(entries().find(kind, entry.id())).contains(expected);
    }

    @Test
    void an_edit_that_changes_nothing_stores_nothing() {
        var entry = added("billing");

        assertThat(entries().edit(kind, entry.id(), version -> true, stored -> edited(stored, nothing())))
                .isEqualTo(new Edit.Done(entry));
        assertThat(entries().find(kind, entry.id())).contains(entry);
    }

    @Test
    void a_name_may_change_its_case() {
        var entry = added("billing");
        var louder = rename(entry.content().name().value().toUpperCase(Locale.ROOT));

        assertThat(entries().edit(kind, entry.id(), version -> true, stored -> edited(stored, louder)))
                .isInstanceOf(Edit.Done.class);
    }

    @Test
    void an_edit_to_a_taken_name_changes_nothing() {
        var billing = added("billing");
        var search = added("search");

        assertThat(entries()
                        .edit(kind, search.id(), version -> true, stored -> edited(stored, rename(tag + " BILLING"))))
                .isEqualTo(new Edit.NameTaken());

        assertThat(entries().find(kind, search.id())).contains(search);
        assertThat(entries().find(kind, billing.id())).contains(billing);
    }

    @Test
    void a_stale_edit_changes_nothing() {
        var entry = added("billing");

        assertThat(entries().edit(kind, entry.id(), version -> version == 2, stored -> edited(stored, describe("x"))))
                .isEqualTo(new Edit.Stale());
        assertThat(entries().find(kind, entry.id())).contains(entry);
    }

    @Test
    void nobody_edits_or_removes_what_is_not_there() {
        assertThat(entries().edit(kind, UUID.randomUUID(), version -> true, stored -> stored))
                .isEqualTo(new Edit.Missing());
        assertThat(entries().remove(kind, UUID.randomUUID(), version -> true)).isEqualTo(new Removal.Missing());
    }

    @Test
    void of_simultaneous_conditional_edits_exactly_one_wins() throws Exception {
        var entry = added("billing");

        var edits = all(IntStream.range(0, 8)
                .<Callable<Edit>>mapToObj(i -> () -> entries()
                        .edit(kind, entry.id(), version -> version == 1, stored -> edited(stored, describe("by " + i))))
                .toList());

        assertThat(edits).filteredOn(Edit.Done.class::isInstance).hasSize(1);
        assertThat(edits).filteredOn(Edit.Stale.class::isInstance).hasSize(7);
    }

    @Test
    void of_simultaneous_renamings_to_one_name_exactly_one_wins() throws Exception {
        var contenders = Stream.of("a", "b", "c", "d").map(this::added).toList();

        var edits = all(contenders.stream()
                .<Callable<Edit>>map(contender -> () -> entries()
                        .edit(kind, contender.id(), version -> true, stored -> edited(stored, rename(tag + " winner"))))
                .toList());

        assertThat(edits).filteredOn(Edit.Done.class::isInstance).hasSize(1);
        assertThat(edits).filteredOn(Edit.NameTaken.class::isInstance).hasSize(3);
    }

    @Test
    void a_removal_frees_the_name_and_happens_once() {
        var entry = added("billing");

        assertThat(entries().remove(kind, entry.id(), version -> version == 1)).isEqualTo(new Removal.Done());
        assertThat(entries().remove(kind, entry.id(), version -> true)).isEqualTo(new Removal.Missing());

        assertThat(entries().find(kind, entry.id())).isEmpty();
        assertThat(entries().add(entry(kind, tag + " billing", null))).isEqualTo(Addition.DONE);
    }

    @Test
    void a_stale_removal_removes_nothing() {
        var entry = added("billing");

        assertThat(entries().remove(kind, entry.id(), version -> version == 2)).isEqualTo(new Removal.Stale());
        assertThat(entries().find(kind, entry.id())).contains(entry);
    }

    @Test
    void of_simultaneous_removals_exactly_one_is_the_one() throws Exception {
        var entry = added("billing");

        var removals = all(IntStream.range(0, 8)
                .<Callable<Removal>>mapToObj(i -> () -> entries().remove(kind, entry.id(), version -> true))
                .toList());

        assertThat(removals).filteredOn(Removal.Done.class::isInstance).hasSize(1);
        assertThat(removals).filteredOn(Removal.Missing.class::isInstance).hasSize(7);
    }

    @Test
    void a_list_is_cut_into_pages_and_counted() {
        var all = IntStream.range(0, 5).mapToObj(i -> added("s" + i)).toList();

        assertThat(list(0, 2, "name")).isEqualTo(all.subList(0, 2));
        assertThat(list(1, 2, "name")).isEqualTo(all.subList(2, 4));
        assertThat(list(2, 2, "name")).isEqualTo(all.subList(4, 5));
        assertThat(list(3, 2, "name")).isEmpty();
        assertThat(list(PageRequest.MAX_PAGE, 100, "name")).isEmpty();
        assertThat(entries()
                        .list(kind, new Filter(tag, null), request(3, 2, "name"))
                        .total())
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

    @Test
    void a_name_is_unique_among_its_kind_only_and_so_is_an_id() {
        var other = kind == Kind.ROLE ? Kind.SERVICE : Kind.ROLE;
        var mine = added("billing");

        var theirs = entry(other, tag + " billing", null);
        assertThat(entries().add(theirs)).isEqualTo(Addition.DONE);

        assertThat(entries().find(other, mine.id())).isEmpty();
        assertThat(entries().remove(other, mine.id(), version -> true)).isEqualTo(new Removal.Missing());
        assertThat(entries().edit(other, mine.id(), version -> true, stored -> stored))
                .isEqualTo(new Edit.Missing());
    }

    @Test
    void parts_are_of_the_level_below_and_exist() {
        for (var strange : List.of(entry(Kind.SERVICE, "never added", null), added("same level"))) {
            var whole = entry(kind, tag + " whole", null, strange);
            assertThat(entries().add(whole)).isEqualTo(Addition.UNKNOWN_PARTS);
            assertThat(entries().find(kind, whole.id())).isEmpty();
        }
        var whole = added("whole");
        var strange = added("same level too");
        assertThat(entries().edit(kind, whole.id(), version -> true, stored -> edited(stored, compose(strange))))
                .isEqualTo(new Edit.UnknownParts());
        assertThat(entries().find(kind, whole.id())).contains(whole);
    }

    @Test
    void parts_are_stored_replaced_as_a_whole_and_searched() {
        var one = part("one");
        var two = part("two");
        var user = entry(whole, tag + " whole", null, two, one, two);
        assertThat(entries().add(user)).isEqualTo(Addition.DONE);
        assertThat(entries().find(whole, user.id())).contains(user);
        assertThat(user.content().parts()).containsExactlyInAnyOrder(one.id(), two.id());

        var other = entry(whole, tag + " of nothing", null);
        entries().add(other);
        assertThat(madeOf(two)).containsExactly(user);
        entries().edit(whole, user.id(), version -> true, stored -> edited(stored, compose(one)));
        assertThat(madeOf(two)).isEmpty();
        assertThat(madeOf(one)).hasSize(1).doesNotContain(other);
        assertThat(entries().edit(whole, user.id(), version -> true, stored -> edited(stored, compose())))
                .isInstanceOfSatisfying(
                        Edit.Done.class,
                        done -> assertThat(done.entry().content().parts()).isEmpty());
    }

    @Test
    void what_is_in_use_is_not_removed_and_its_users_are_named() {
        var part = part("part");
        var b = entry(whole, tag + " b", null, part);
        var a = entry(whole, tag + " A", null, part);
        entries().add(b);
        entries().add(a);

        assertThat(entries().remove(part.kind(), part.id(), version -> true))
                .isEqualTo(new Removal.InUse(List.of(use(a), use(b))));
        assertThat(entries().find(part.kind(), part.id())).contains(part);
    }

    @Test
    void by_force_it_is_removed_from_everything_and_that_is_an_edit_of_those() {
        var part = part("part");
        var rest = part("rest");
        var user = entry(whole, tag + " user", null, part, rest);
        var other = entry(whole, tag + " other", null, rest);
        entries().add(user);
        entries().add(other);
        var later = NOW.plusSeconds(60);

        assertThat(entries().removeEverywhere(part.kind(), part.id(), version -> version == 2, BOB, later))
                .isEqualTo(new Removal.Stale());
        assertThat(entries().find(whole, user.id())).contains(user);
        assertThat(entries().removeEverywhere(part.kind(), part.id(), version -> version == 1, BOB, later))
                .isEqualTo(new Removal.Done());

        assertThat(entries().find(part.kind(), part.id())).isEmpty();
        assertThat(entries().find(whole, user.id())).contains(user.without(part.id(), BOB, later));
        assertThat(entries().find(whole, other.id())).contains(other);
        assertThat(entries().removeEverywhere(part.kind(), part.id(), version -> true, BOB, later))
                .isEqualTo(new Removal.Missing());
    }

    @Test
    void whoever_begins_to_use_what_is_just_removed_is_told_or_counted() throws Exception {
        for (int round = 0; round < 5; round++) {
            var part = part("part " + round);
            var user = entry(whole, tag + " user " + round, null, part);

            var results = EntriesContract.<Object>all(List.of(
                    () -> entries().add(user), () -> entries().remove(part.kind(), part.id(), version -> true)));

            var used = results.get(0) == Addition.DONE;
            assertThat(results.get(1) instanceof Removal.InUse).isEqualTo(used);
            assertThat(entries().find(whole, user.id()).isPresent()).isEqualTo(used);
        }
    }

    private Entry part(String name) {
        var part = entry(whole.parts().orElseThrow(), tag + " " + name, null);
        assertThat(entries().add(part)).isEqualTo(Addition.DONE);
        return part;
    }

    private List<Entry> madeOf(Entry part) {
        return entries().list(whole, new Filter("", part.id()), request(0, 100)).items();
    }

    private static Use use(Entry entry) {
        return new Use(entry.kind().label(), entry.id(), entry.content().name().value());
    }

    private Entry added(String name) {
        return addedAt(name, 0);
    }

    private Entry addedAt(String name, int second) {
        var entry = entryAt(NOW.plusSeconds(second), kind, tag + " " + name, null);
        assertThat(entries().add(entry)).isEqualTo(Addition.DONE);
        return entry;
    }

    private static Entry first(Entry one, Entry other) {
        return one.id().toString().compareTo(other.id().toString()) < 0 ? one : other;
    }

    private static Entry last(Entry one, Entry other) {
        return first(one, other).equals(one) ? other : one;
    }

    private static Entry edited(Entry stored, Content.Edit edit) {
        return stored.edit(edit, BOB, NOW.plusSeconds(60));
    }

    private List<Entry> list(int page, int size, String... sort) {
        return entries()
                .list(kind, new Filter(tag, null), request(page, size, sort))
                .items();
    }

    private List<Entry> filtered(String text) {
        return entries().list(kind, new Filter(text, null), request(0, 100)).items().stream()
                .filter(entry -> entry.content().name().value().startsWith(tag))
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
