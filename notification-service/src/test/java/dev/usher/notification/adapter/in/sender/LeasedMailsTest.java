package dev.usher.notification.adapter.in.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.notification.application.Doorbell;
import dev.usher.notification.application.InMemoryLedger;
import dev.usher.notification.application.port.Ledger.Claim;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.Status;
import dev.usher.notification.domain.TestMails;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who is next: lane by lane, but of each domain only its share. */
class LeasedMailsTest {
    private static final int SHARE = 3;
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Clock clock = Clock.systemUTC();
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final LeasedMails mails = new LeasedMails(ledger, new Doorbell(4), SHARE, LEASE, clock);

    private List<Notification> add(int count, String domain, Duration age) {
        var added = IntStream.range(0, count)
                .mapToObj(number -> TestMails.welcome(
                        "user" + number + "@" + domain, "Ada", clock.instant().minus(age)))
                .toList();
        added.forEach(ledger::add);
        return added;
    }

    private List<String> nextDomains(int count) {
        return Stream.generate(mails::next)
                .limit(count)
                .flatMap(Optional::stream)
                .map(claim -> claim.mail().domain())
                .toList();
    }

    private Status status(Notification mail) {
        return ledger.find(mail.id()).orElseThrow().status();
    }

    private static void aMoment() throws InterruptedException {
        Thread.sleep(30);
    }

    @Test
    void a_domain_has_its_share_however_many_and_old_its_mails_are() throws InterruptedException {
        add(200, "slow.example.com", Duration.ofMinutes(1));
        add(5, "quick.example.com", Duration.ZERO);

        assertThat(nextDomains(4)).containsOnly("slow.example.com").hasSize(SHARE);
        aMoment();
        assertThat(nextDomains(3)).containsOnly("quick.example.com").hasSize(3);
    }

    @Test
    void no_lease_is_taken_for_a_domain_that_is_full() throws InterruptedException {
        add(SHARE, "slow.example.com", Duration.ofMinutes(1));
        nextDomains(SHARE);
        var more = add(200, "SLOW.example.com", Duration.ofMinutes(1));
        add(1, "quick.example.com", Duration.ZERO);
        aMoment();

        assertThat(nextDomains(2)).containsExactly("quick.example.com");
        assertThat(more).extracting(this::status).containsOnly(Status.PENDING);
    }

    @Test
    void what_ends_makes_room_for_the_next_of_its_domain() {
        add(10, "slow.example.com", Duration.ZERO);
        var first = mails.next().orElseThrow();
        nextDomains(SHARE - 1);
        assertThat(mails.next()).isEmpty();

        mails.done(first);

        assertThat(mails.next()).map(claim -> claim.mail().domain()).contains("slow.example.com");
        assertThat(mails.next()).isEmpty();
    }

    @Test
    void an_urgent_mail_goes_first_also_to_a_domain_that_had_been_full() throws InterruptedException {
        add(10, "slow.example.com", Duration.ofMinutes(1));
        var first = mails.next().orElseThrow();
        nextDomains(SHARE - 1);
        ledger.add(TestMails.of(Kind.RESET_PASSWORD, "ada@slow.example.com", "en", Map.of()));
        aMoment();
        assertThat(mails.next()).isEmpty();

        mails.done(first);

        assertThat(mails.next()).map(claim -> claim.mail().kind()).contains(Kind.RESET_PASSWORD);
    }

    @Test
    void what_waits_for_a_domain_where_nothing_ends_is_given_back() {
        var added = add(10, "stuck.example.com", Duration.ZERO);
        nextDomains(SHARE);
        mails.renew();
        assertThat(added).extracting(this::status).containsOnly(Status.SENDING);

        mails.renew();

        assertThat(added.subList(0, SHARE)).extracting(this::status).containsOnly(Status.SENDING);
        assertThat(added.subList(SHARE, 10)).extracting(this::status).containsOnly(Status.PENDING);
    }

    @Test
    void what_waits_for_a_domain_that_is_only_slow_is_kept() {
        var added = add(10, "slow.example.com", Duration.ZERO);
        for (var turn = 0; turn < 3; turn++) {
            var first = mails.next();
            nextDomains(SHARE - 1);
            mails.renew();
            first.ifPresent(mails::done);
        }

        assertThat(added).extracting(this::status).containsOnly(Status.SENDING);
    }

    @Test
    void stopping_gives_back_what_nobody_has_begun() {
        var added = add(10, "example.com", Duration.ZERO);
        var begun = mails.next().map(Claim::mail).map(Notification::id);
        mails.close();

        assertThat(added)
                .filteredOn(mail -> status(mail) == Status.SENDING)
                .extracting(Notification::id)
                .containsExactly(begun.orElseThrow());
        assertThat(mails.next()).isEmpty();
    }
}
