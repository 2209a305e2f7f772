package dev.usher.catalog.rbac.application;

import static dev.usher.catalog.rbac.domain.TestEntries.ADA;
import static dev.usher.catalog.rbac.domain.TestEntries.BOB;
import static dev.usher.catalog.rbac.domain.TestEntries.NOW;
import static dev.usher.catalog.rbac.domain.TestEntries.describe;
import static dev.usher.catalog.rbac.domain.TestEntries.entry;
import static dev.usher.catalog.rbac.domain.TestEntries.rename;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.domain.Audit;
import dev.usher.catalog.rbac.domain.Content;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.catalog.rbac.domain.Wish;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MaintainEntriesTest {
    private final InMemoryEntries entries = new InMemoryEntries();
    private final Clock clock = Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC);
    private final AddEntry add = new AddEntry(entries, clock);
    private final EditEntry edit = new EditEntry(entries, clock);
    private final RemoveEntry remove = new RemoveEntry(entries, clock);

    @Test
    void a_service_is_added_in_the_name_of_its_maker_at_the_time_of_the_clock() {
        assertThat(add.add(Kind.SERVICE, Content.of(Kind.SERVICE, "billing", null, List.of()), BOB))
                .isInstanceOfSatisfying(AddEntry.Result.Added.class, added -> {
                    assertThat(added.entry().audit()).isEqualTo(new Audit(clock.instant(), clock.instant(), BOB, BOB));
                    assertThat(entries.find(Kind.SERVICE, added.entry().id())).contains(added.entry());
                });
    }

    @Test
    void a_taken_name_is_refused() {
        entries.add(entry(Kind.SERVICE, "Billing", null));

        assertThat(add.add(Kind.SERVICE, Content.of(Kind.SERVICE, "billing", null, List.of()), BOB))
                .isEqualTo(new AddEntry.Result.NameTaken());
    }

    @Test
    void an_edit_is_its_authors_work_at_the_time_of_the_clock() {
        var billing = entry(Kind.SERVICE, "billing", null);
        entries.add(billing);

        assertThat(edit.edit(Kind.SERVICE, billing.id(), version -> version == 1, describe("Invoices."), BOB))
                .isInstanceOfSatisfying(
                        Entries.Edit.Done.class,
                        done -> assertThat(done.entry().audit()).isEqualTo(new Audit(NOW, clock.instant(), ADA, BOB)));
    }

    @Test
    void an_edit_may_be_stale_or_meet_a_taken_name() {
        var billing = entry(Kind.SERVICE, "billing", null);
        entries.add(billing);
        entries.add(entry(Kind.SERVICE, "search", null));

        assertThat(edit.edit(Kind.SERVICE, billing.id(), version -> version == 2, describe("x"), BOB))
                .isEqualTo(new Entries.Edit.Stale());
        assertThat(edit.edit(Kind.SERVICE, billing.id(), version -> true, rename("SEARCH"), BOB))
                .isEqualTo(new Entries.Edit.NameTaken());
    }

    @Test
    void parts_that_do_not_exist_are_refused() {
        var unknown = List.of(UUID.randomUUID().toString());
        var bare = entry(Kind.ROLE, "editor", null);
        entries.add(bare);

        assertThat(add.add(Kind.ROLE, Content.of(Kind.ROLE, "author", null, unknown), BOB))
                .isEqualTo(new AddEntry.Result.UnknownParts());
        var edit = Content.Edit.of(Kind.ROLE, new Wish.Keep<>(), new Wish.Keep<>(), new Wish.Become<>(unknown));
        assertThat(this.edit.edit(Kind.ROLE, bare.id(), version -> true, edit, BOB))
                .isEqualTo(new Entries.Edit.UnknownParts());
    }

    @Test
    void a_built_in_role_keeps_its_name_and_stays() {
        var admin = entry(Kind.ROLE, "admin", null);
        entries.add(admin);

        for (var name : List.of("boss", "ADMIN")) {
            assertThat(edit.edit(Kind.ROLE, admin.id(), version -> true, rename(name), BOB))
                    .isEqualTo(new Entries.Edit.BuiltIn());
        }
        assertThat(edit.edit(Kind.ROLE, admin.id(), version -> true, describe("Runs it."), BOB))
                .isInstanceOf(Entries.Edit.Done.class);
        assertThat(remove.remove(Kind.ROLE, admin.id(), version -> true)).isEqualTo(new Entries.Removal.BuiltIn());
        assertThat(remove.removeEverywhere(Kind.ROLE, admin.id(), version -> true, BOB))
                .isEqualTo(new Entries.Removal.BuiltIn());
        assertThat(entries.find(Kind.ROLE, admin.id())).isPresent();
    }

    @Test
    void only_roles_are_built_in() {
        var admin = entry(Kind.PERMISSION, "admin", null);
        entries.add(admin);

        assertThat(remove.remove(Kind.PERMISSION, admin.id(), version -> true)).isEqualTo(new Entries.Removal.Done());
    }

    @Test
    void a_removal_by_force_edits_the_users_at_the_time_of_the_clock() {
        var billing = entry(Kind.SERVICE, "billing", null);
        var pay = entry(Kind.PERMISSION, "pay", null, billing);
        entries.add(billing);
        entries.add(pay);

        remove.removeEverywhere(Kind.SERVICE, billing.id(), version -> true, BOB);

        assertThat(entries.find(Kind.PERMISSION, pay.id())).contains(pay.without(billing.id(), BOB, clock.instant()));
    }
}
