package dev.usher.notification.application;

import static dev.usher.notification.domain.TestMails.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.value.PageRequest;
import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.application.port.Ledger.Backlog.Part;
import dev.usher.notification.application.port.Ledger.Claim;
import dev.usher.notification.application.port.Ledger.Filter;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Lane;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.ParkReason;
import dev.usher.notification.domain.Status;
import dev.usher.notification.domain.TestMails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every ledger keeps to, race included. Each test begins with an empty one. */
public abstract class LedgerContract {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration NO_TIME = Duration.ofMillis(1);

    protected abstract Ledger ledger();

    private Notification added() {
        var mail = TestMails.welcome();
        assertThat(ledger().add(mail)).isTrue();
        return mail;
    }

    private Claim claimed() {
        added();
        return ledger().claim(Lane.COURTESY, Set.of(), 1, LEASE, NOW).getFirst();
    }

    private Notification stored(Claim claim) {
        return ledger().find(claim.mail().id()).orElseThrow();
    }

    /** A timer of the service may be quicker than we are: what counts is that the mail is free again. */
    private void awaitReclaim(Claim claim) {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> ledger().reclaim() == 1 || stored(claim).status() == Status.PENDING);
    }

    @Test
    void what_was_added_is_found_as_it_was() {
        var mail = added();

        assertThat(ledger().find(mail.id())).contains(mail);
        assertThat(ledger().find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void a_second_mail_of_the_same_event_and_kind_is_not_added() {
        var event = UUID.randomUUID();
        var first = Notification.requested(TestMails.request("ada@example.com", "Ada", event), "x", NOW);
        var second = Notification.requested(TestMails.request("bob@example.com", "Bob", event), "x", NOW);

        assertThat(ledger().add(first)).isTrue();
        assertThat(ledger().add(second)).isFalse();
        assertThat(ledger().find(second.id())).isEmpty();
        assertThat(ledger().backlog().depth()).isEqualTo(1);
    }

    @Test
    void of_a_hundred_simultaneous_deliveries_of_one_event_exactly_one_is_added() throws Exception {
        var event = UUID.randomUUID();
        var request = TestMails.request("ada@example.com", "Ada", event);

        var added = together(100, () -> ledger().add(Notification.requested(request, "x", NOW)));

        assertThat(added).containsOnlyOnce(true);
    }

    @Test
    void what_a_mail_is_good_for_is_kept() {
        var mail = TestMails.of(Kind.RESET_PASSWORD, "de", Map.of("token", "sealed"));
        ledger().add(mail);

        assertThat(mail.expiresAt()).isNotNull();
        assertThat(ledger().find(mail.id())).contains(mail);
    }

    @Test
    void any_text_survives() {
        var name = "Zoë \uD83D\uDE80 <b>'\"\\ {{7*7}}";
        var mail = TestMails.welcome("o'hara@example.com", name, NOW);
        ledger().add(mail);

        assertThat(ledger().find(mail.id()).orElseThrow().model()).containsEntry("first_name", name);
    }

    @Test
    void a_claimed_mail_is_sending_and_nobody_elses() {
        var mail = added();
        var claim = ledger().claim(Lane.COURTESY, Set.of(), 10, LEASE, NOW).getFirst();

        assertThat(claim.mail().id()).isEqualTo(mail.id());
        assertThat(claim.mail().status()).isEqualTo(Status.SENDING);
        assertThat(ledger().holds(claim)).isTrue();
        assertThat(ledger().claim(Lane.COURTESY, Set.of(), 10, LEASE, NOW)).isEmpty();
    }

    @Test
    void only_what_is_due_is_claimed_oldest_due_first() {
        var late = TestMails.welcome("late@example.com", "Ada", NOW.plusSeconds(2));
        var early = TestMails.welcome("early@example.com", "Ada", NOW.plusSeconds(1));
        var future = TestMails.welcome("future@example.com", "Ada", NOW.plusSeconds(3));
        List.of(late, future, early).forEach(ledger()::add);

        assertThat(ledger().claim(Lane.COURTESY, Set.of(), 10, LEASE, NOW.plusMillis(2500)))
                .extracting(claim -> claim.mail().id())
                .containsExactly(early.id(), late.id());
    }

    @Test
    void lanes_go_before_ages() {
        var welcome = TestMails.welcome("a@example.com", "Ada", NOW.minusSeconds(9));
        var verify = TestMails.of(Kind.VERIFY_EMAIL, "en", Map.of());
        var reset = TestMails.of(Kind.RESET_PASSWORD, "en", Map.of());
        var changed = TestMails.of(Kind.PASSWORD_CHANGED, "en", Map.of());
        List.of(welcome, verify, changed, reset).forEach(ledger()::add);

        assertThat(ledger().claim(Lane.URGENT, Set.of(), 1, LEASE, NOW))
                .extracting(claim -> claim.mail().kind().lane())
                .containsExactly(Lane.URGENT);
        assertThat(ledger().claim(Lane.SIGN_UP, Set.of(), 10, LEASE, NOW))
                .extracting(claim -> claim.mail().kind().lane())
                .containsExactly(Lane.URGENT, Lane.SIGN_UP);
        assertThat(ledger().claim(Lane.URGENT, Set.of(), 10, LEASE, NOW)).isEmpty();
        assertThat(ledger().claim(Lane.COURTESY, Set.of(), 10, LEASE, NOW))
                .extracting(claim -> claim.mail().id())
                .containsExactly(welcome.id());
    }

    @Test
    void of_many_due_mails_the_oldest_fit_the_limit() {
        IntStream.range(0, 20)
                .mapToObj(number -> TestMails.welcome(number + "@example.com", "Ada", NOW.minusSeconds(number)))
                .forEach(ledger()::add);

        assertThat(ledger().claim(Lane.COURTESY, Set.of(), 3, LEASE, NOW))
                .extracting(claim -> claim.mail().recipient())
                .containsExactly("19@example.com", "18@example.com", "17@example.com");
    }

    @Test
    void a_thousand_mails_go_to_racing_claimers_without_a_duplicate() throws Exception {
        for (var number = 0; number < 1000; number++) {
            ledger().add(TestMails.welcome());
        }
        var claims = together(2, () -> {
            var mine = new ArrayList<UUID>();
            for (var batch = ledger().claim(Lane.COURTESY, Set.of(), 7, LEASE, NOW);
                    !batch.isEmpty();
                    batch = ledger().claim(Lane.COURTESY, Set.of(), 7, LEASE, NOW)) {
                batch.forEach(claim -> mine.add(claim.mail().id()));
            }
            return mine;
        });

        assertThat(claims.stream().flatMap(List::stream)).hasSize(1000).doesNotHaveDuplicates();
        assertThat(claims).allSatisfy(mine -> assertThat(mine).isNotEmpty());
    }

    @Test
    void a_sent_mail_is_final() {
        var claim = claimed();

        assertThat(ledger().sent(claim, NOW.plusSeconds(1))).isTrue();
        assertThat(stored(claim).status()).isEqualTo(Status.SENT);
        assertThat(stored(claim).sentAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(stored(claim).attempts()).isEqualTo(1);
        assertThat(stored(claim).nextAttemptAt()).isNull();
        assertThat(ledger().claim(Lane.COURTESY, Set.of(), 1, LEASE, NOW.plusSeconds(100_000)))
                .isEmpty();
        assertThat(ledger().holds(claim)).isFalse();
        assertThat(ledger().retry(claim, NOW, "late")).isFalse();
        assertThat(ledger().reclaim()).isZero();
    }

    @Test
    void a_failed_mail_is_due_again_at_its_time() {
        var claim = claimed();

        assertThat(ledger().retry(claim, NOW.plusSeconds(5), "RCPT 450")).isTrue();
        assertThat(stored(claim).attempts()).isEqualTo(1);
        assertThat(stored(claim).lastError()).isEqualTo("RCPT 450");
        assertThat(ledger().claim(Lane.COURTESY, Set.of(), 1, LEASE, NOW.plusMillis(4999)))
                .isEmpty();

        var again = ledger().claim(Lane.COURTESY, Set.of(), 1, LEASE, NOW.plusSeconds(5))
                .getFirst();
        ledger().retry(again, NOW.plusSeconds(9), "RCPT 451");
        assertThat(stored(claim).attempts()).isEqualTo(2);
        assertThat(ledger().sent(claim, NOW)).isFalse();
    }

    @Test
    void a_parked_mail_is_final_and_says_why() {
        var claim = claimed();

        assertThat(ledger().park(claim, ParkReason.REJECTED, "RCPT 550 5.1.1", NOW))
                .isTrue();
        assertThat(stored(claim).status()).isEqualTo(Status.PARKED);
        assertThat(stored(claim).lastError()).isEqualTo("RCPT 550 5.1.1");
        assertThat(ledger().claim(Lane.COURTESY, Set.of(), 1, LEASE, NOW.plusSeconds(100_000)))
                .isEmpty();
    }

    private Notification parked(Kind kind, int second) {
        var mail = TestMails.of(kind, "en", Map.of());
        ledger().add(mail);
        var claim = ledger().claim(Lane.COURTESY, Set.of(), 1, LEASE, NOW).getFirst();
        ledger().park(claim, ParkReason.REJECTED, "RCPT 550", NOW.plusSeconds(second));
        return mail;
    }

    private Status status(Notification mail) {
        return ledger().find(mail.id()).orElseThrow().status();
    }

    @Test
    void f_sm_13_a_parked_mail_is_due_again_when_asked_for() {
        var mail = parked(Kind.WELCOME, 1);

        assertThat(ledger().redrive(mail.id(), NOW.plusSeconds(60))).isTrue();
        var claim = ledger().claim(Lane.COURTESY, Set.of(), 1, LEASE, NOW.plusSeconds(60))
                .getFirst();
        assertThat(claim.mail().id()).isEqualTo(mail.id());
        assertThat(claim.mail().lastError()).isEqualTo("RCPT 550");
        assertThat(ledger().redrive(mail.id(), NOW)).isFalse();
        ledger().sent(claim, NOW.plusSeconds(61));
        assertThat(ledger().redrive(mail.id(), NOW)).isFalse();
        assertThat(ledger().redrive(UUID.randomUUID(), NOW)).isFalse();
        assertThat(status(mail)).isEqualTo(Status.SENT);
    }

    @Test
    void a_mail_that_waits_for_later_is_due_now_when_asked_for() {
        var claim = claimed();
        ledger().retry(claim, NOW.plusSeconds(3600), "RCPT 450");

        assertThat(ledger().redrive(claim.mail().id(), NOW.plusSeconds(9))).isTrue();
        assertThat(stored(claim).nextAttemptAt()).isEqualTo(NOW.plusSeconds(9));
        assertThat(ledger().redrive(claim.mail().id(), NOW.plusSeconds(99))).isTrue();
        assertThat(stored(claim).nextAttemptAt()).isEqualTo(NOW.plusSeconds(9));
    }

    @Test
    void f_sm_13_exactly_the_chosen_are_due_again_and_once() {
        var early = parked(Kind.WELCOME, 1);
        var late = parked(Kind.WELCOME, 5);
        var other = parked(Kind.PASSWORD_CHANGED, 2);

        assertThat(ledger().redrive(Kind.WELCOME, NOW.plusSeconds(5), 10, NOW)).isEqualTo(1);
        assertThat(status(early)).isEqualTo(Status.PENDING);
        assertThat(List.of(status(late), status(other))).containsOnly(Status.PARKED);
        assertThat(ledger().redrive(Kind.WELCOME, NOW.plusSeconds(5), 10, NOW)).isZero();
        assertThat(ledger().redrive(null, NOW.plusSeconds(9), 1, NOW)).isEqualTo(1);
        assertThat(status(other)).isEqualTo(Status.PENDING);
        assertThat(ledger().redrive(null, NOW.plusSeconds(9), 10, NOW)).isEqualTo(1);
    }

    @Test
    void of_racing_redrives_each_mail_is_counted_once() throws Exception {
        for (var count = 0; count < 50; count++) {
            ledger().add(TestMails.welcome("no address"));
        }

        var counts = together(8, () -> ledger().redrive(null, NOW.plusSeconds(1), 1000, NOW));

        assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(50);
    }

    private boolean isThere(Notification mail) {
        return ledger().find(mail.id()).isPresent();
    }

    @Test
    void an_erased_user_leaves_nothing_and_nothing_comes_back() {
        var mail = TestMails.welcome("ada@example.com");
        var toTheAddress = TestMails.of(Kind.ADDRESS_TAKEN, "ADA@example.com", "en", Map.of());
        var nobodyKnows =
                Notification.requested(TestMails.request(Kind.ADDRESS_TAKEN, "Ada@example.com", null), "x", NOW);
        var sameAddressLater = TestMails.welcome("ada@example.com");
        List.of(mail, toTheAddress, nobodyKnows, sameAddressLater).forEach(ledger()::add);
        var user = Optional.ofNullable(mail.userId()).orElseThrow();

        ledger().erase(user, "ada@example.com");

        assertThat(isThere(mail)).isFalse();
        assertThat(isThere(nobodyKnows)).isFalse();
        assertThat(isThere(toTheAddress)).isTrue();
        assertThat(isThere(sameAddressLater)).isTrue();
        var late = Notification.requested(TestMails.request(Kind.WELCOME, "ada@example.com", user), "x", NOW);
        assertThat(ledger().add(late)).isFalse();
        assertThat(isThere(late)).isFalse();
    }

    @Test
    void a_mail_that_was_erased_while_it_was_being_sent_is_held_by_nobody() {
        var claim = claimed();
        ledger().erase(Optional.ofNullable(claim.mail().userId()).orElseThrow(), "ada@example.com");

        assertThat(ledger().holds(claim)).isFalse();
        assertThat(ledger().sent(claim, NOW)).isFalse();
        assertThat(ledger().retry(claim, NOW, "x")).isFalse();
    }

    @Test
    void a_farewell_survives_the_erasure_until_it_is_sent() {
        var farewell =
                Notification.requested(TestMails.request(Kind.ACCOUNT_DELETED, "ada@example.com", null), "x", NOW);
        ledger().add(farewell);
        ledger().erase(UUID.randomUUID(), "ada@example.com");
        var claim = ledger().claim(Lane.COURTESY, Set.of(), 1, LEASE, NOW).getFirst();
        assertThat(claim.mail().id()).isEqualTo(farewell.id());

        assertThat(ledger().sent(claim, NOW)).isTrue();
        assertThat(isThere(farewell)).isFalse();
        assertThat(ledger().sent(claim, NOW)).isFalse();
    }

    @Test
    void a_farewell_that_was_given_up_is_forgotten_in_time() {
        var farewell = parked(Kind.ACCOUNT_DELETED, 1);
        var other = parked(Kind.WELCOME, 1);

        assertThat(ledger().forgetFarewells(NOW.plusSeconds(1))).isZero();
        assertThat(ledger().forgetFarewells(NOW.plusSeconds(2))).isEqualTo(1);
        assertThat(isThere(farewell)).isFalse();
        assertThat(isThere(other)).isTrue();
    }

    @Test
    void a_released_mail_is_as_it_was_before_the_claim() {
        var claim = claimed();
        ledger().release(List.of(claim), "connect refused");

        assertThat(stored(claim).status()).isEqualTo(Status.PENDING);
        assertThat(stored(claim).attempts()).isZero();
        assertThat(stored(claim).nextAttemptAt()).isEqualTo(NOW);
        assertThat(stored(claim).lastError()).isEqualTo("connect refused");
        assertThat(ledger().holds(claim)).isFalse();

        var again = ledger().claim(Lane.COURTESY, Set.of(), 1, LEASE, NOW).getFirst();
        ledger().release(List.of(again), null);
        assertThat(stored(claim).lastError()).isEqualTo("connect refused");
        assertThat(ledger().claim(Lane.COURTESY, Set.of(), 1, LEASE, NOW)).hasSize(1);
    }

    @Test
    void a_mail_whose_sender_died_is_due_again_when_the_lease_has_ended() {
        added();
        var dead = ledger().claim(Lane.COURTESY, Set.of(), 1, NO_TIME, NOW).getFirst();
        awaitReclaim(dead);

        assertThat(stored(dead).attempts()).isZero();
        var next = ledger().claim(Lane.COURTESY, Set.of(), 1, LEASE, NOW).getFirst();
        assertThat(next.mail().id()).isEqualTo(dead.mail().id());
        assertThat(ledger().holds(next)).isTrue();
        assertThat(ledger().holds(dead)).isFalse();
    }

    @Test
    void nothing_is_written_under_a_lease_that_somebody_else_took_over() {
        added();
        var old = ledger().claim(Lane.COURTESY, Set.of(), 1, NO_TIME, NOW).getFirst();
        awaitReclaim(old);
        var next = ledger().claim(Lane.COURTESY, Set.of(), 1, LEASE, NOW).getFirst();

        assertThat(ledger().sent(old, NOW)).isFalse();
        assertThat(ledger().retry(old, NOW, "x")).isFalse();
        assertThat(ledger().park(old, ParkReason.REJECTED, "x", NOW)).isFalse();
        ledger().release(List.of(old), "x");
        ledger().renew(List.of(old), NO_TIME);
        assertThat(stored(next).status()).isEqualTo(Status.SENDING);
        assertThat(ledger().holds(next)).isTrue();
    }

    @Test
    void a_late_success_is_still_written_while_nobody_else_took_the_mail() {
        added();
        var late = ledger().claim(Lane.COURTESY, Set.of(), 1, NO_TIME, NOW).getFirst();
        awaitReclaim(late);

        assertThat(ledger().sent(late, NOW)).isTrue();
        assertThat(ledger().claim(Lane.COURTESY, Set.of(), 1, LEASE, NOW)).isEmpty();
    }

    @Test
    void a_renewed_lease_does_not_end() {
        added();
        var claim = ledger().claim(Lane.COURTESY, Set.of(), 1, Duration.ofMillis(2100), NOW)
                .getFirst();
        ledger().renew(List.of(claim), LEASE);
        await().pollDelay(Duration.ofMillis(200)).until(() -> true);

        assertThat(ledger().holds(claim)).isTrue();
        assertThat(ledger().reclaim()).isZero();
    }

    @Test
    void a_lease_about_to_end_does_not_count_as_held() {
        added();
        var claim = ledger().claim(Lane.COURTESY, Set.of(), 1, Duration.ofMillis(1500), NOW)
                .getFirst();

        assertThat(ledger().holds(claim)).isFalse();
    }

    @Test
    void what_is_about_a_user_is_found_newest_first_and_nothing_else() {
        var user = UUID.randomUUID();
        var first = Notification.requested(TestMails.request(Kind.WELCOME, "a@example.com", user), "x", NOW);
        var second = Notification.requested(
                TestMails.request(Kind.PASSWORD_CHANGED, "a@example.com", user), "x", NOW.plusSeconds(1));
        var other = TestMails.welcome("a@example.com");
        var nobody = Notification.requested(TestMails.request(Kind.ADDRESS_TAKEN, "a@example.com", null), "x", NOW);
        List.of(first, second, other, nobody).forEach(ledger()::add);

        assertThat(ledger().about(user, 10)).containsExactly(second, first);
        assertThat(ledger().about(user, 1)).containsExactly(second);
        assertThat(ledger().about(UUID.randomUUID(), 10)).isEmpty();
    }

    @Test
    void the_backlog_is_what_waits_is_being_sent_or_was_given_up() {
        assertThat(ledger().backlog().parts()).isEmpty();

        ledger().sent(claimed(), NOW);
        ledger().add(TestMails.welcome("late@example.com", "Ada", NOW.plusSeconds(5)));
        ledger().add(TestMails.welcome("early@example.com", "Ada", NOW.plusSeconds(3)));
        ledger().add(TestMails.welcome("no address"));
        ledger().claim(Lane.COURTESY, Set.of(), 1, LEASE, NOW.plusSeconds(4));
        ledger().add(TestMails.of(Kind.RESET_PASSWORD, "en", Map.of()));

        assertThat(ledger().backlog().parts())
                .containsExactlyInAnyOrder(
                        new Part(Lane.COURTESY, Status.PENDING, 1, NOW.plusSeconds(5)),
                        new Part(Lane.COURTESY, Status.SENDING, 1, NOW.plusSeconds(3)),
                        new Part(Lane.COURTESY, Status.PARKED, 1, NOW),
                        new Part(Lane.URGENT, Status.PENDING, 1, NOW));
        assertThat(ledger().backlog().depth()).isEqualTo(3);
        assertThat(ledger().backlog().oldest(Lane.COURTESY)).contains(NOW.plusSeconds(3));
        assertThat(ledger().backlog().oldest(Lane.SIGN_UP)).isEmpty();
    }

    @Test
    void mails_to_an_excepted_domain_are_left_whoever_spelled_it_how() {
        var slow = TestMails.welcome("a@Slow.Example.com");
        var idn = TestMails.welcome("a@BÜCHER.example.com");
        var good = TestMails.welcome("slow.example.com@example.com");
        List.of(slow, idn, good).forEach(ledger()::add);

        assertThat(slow.domain()).isEqualTo("slow.example.com");
        assertThat(ledger().claim(Lane.COURTESY, Set.of(slow.domain(), idn.domain()), 10, LEASE, NOW))
                .extracting(claim -> claim.mail().id())
                .containsExactly(good.id());
        assertThat(ledger().claim(Lane.COURTESY, Set.of("x"), 10, LEASE, NOW)).hasSize(2);
    }

    @Test
    void the_list_is_filtered_sorted_and_paged() {
        var sent = claimed();
        ledger().sent(sent, NOW);
        var second = TestMails.welcome("Second@Example.com", "Ada", NOW.plusSeconds(1));
        var third = TestMails.welcome("not an address", "Ada", NOW.plusSeconds(2));
        List.of(second, third).forEach(ledger()::add);

        assertThat(list(null, null, null, 0, 10, List.of()))
                .containsExactly(third.id(), second.id(), sent.mail().id());
        assertThat(list(null, null, null, 0, 2, oldestFirst()))
                .containsExactly(sent.mail().id(), second.id());
        assertThat(list(null, null, null, 1, 2, oldestFirst())).containsExactly(third.id());
        assertThat(list(Status.SENT, null, null, 0, 10, List.of()))
                .containsExactly(sent.mail().id());
        assertThat(list(null, Kind.RESET_PASSWORD, null, 0, 10, List.of())).isEmpty();
        assertThat(list(null, Kind.WELCOME, "second@example.COM", 0, 10, List.of()))
                .containsExactly(second.id());
        assertThat(ledger().list(new Filter(null, null, null), new PageRequest(1, 2, List.of()))
                        .total())
                .isEqualTo(3);
    }

    @Test
    void what_follows_a_place_is_what_the_pages_would_give_also_among_twins() {
        IntStream.range(0, 7)
                .mapToObj(number -> TestMails.welcome(number + "@example.com", "Ada", NOW.plusSeconds(number / 3)))
                .forEach(ledger()::add);
        var any = new Filter(null, null, null);
        for (var newestFirst : List.of(true, false)) {
            var sort = newestFirst ? List.<PageRequest.Order>of() : oldestFirst();
            var all = ledger().list(any, new PageRequest(0, 100, sort)).items();
            for (int place = 0; place < all.size(); place++) {
                assertThat(ledger().after(any, Ledger.Place.of(all.get(place)), newestFirst, 3))
                        .isEqualTo(all.stream().skip(place + 1).limit(3).toList());
            }
        }
        var third = ledger().list(any, new PageRequest(2, 1, List.of())).items().getFirst();
        assertThat(ledger().after(new Filter(Status.SENT, null, null), Ledger.Place.of(third), true, 9))
                .isEmpty();
    }

    private static List<PageRequest.Order> oldestFirst() {
        return List.of(new PageRequest.Order("created_at", false));
    }

    private List<UUID> list(
            @Nullable Status status,
            @Nullable Kind kind,
            @Nullable String recipient,
            int page,
            int size,
            List<PageRequest.Order> sort) {
        return ledger().list(new Filter(status, kind, recipient), new PageRequest(page, size, sort)).items().stream()
                .map(Notification::id)
                .toList();
    }

    private static <T> List<T> together(int count, Callable<T> work) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(Math.min(count, 8))) {
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(
                    IntStream.range(0, count).mapToObj(_ -> work).toList())) {
                results.add(Optional.ofNullable(future.get()).orElseThrow());
            }
            return results;
        }
    }
}
