package dev.usher.e2e.rig;

import static dev.usher.e2e.rig.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.e2e.Person;
import dev.usher.e2e.Topic;
import dev.usher.e2e.rig.Trap.Then;
import dev.usher.kernel.testing.ScriptedSmtp;
import dev.usher.local.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** SIGKILL exactly there (promises §3.6). */
final class WindowRows {
    static final List<Row> ROWS = List.of(
            row("W-1", "sign-up, before COMMIT: nothing exists, and it can be repeated")
                    .inSuite("auth-service", "SignUpTest", "w_1_")
                    .full(WindowRows::not_committed),
            row("W-2", "sign-up, COMMIT done and unanswered: one account, one event, one mail")
                    .inSuite("auth-service", "SignUpTest", "w_2_")
                    .fast(WindowRows::committed_and_unanswered),
            row("W-3", "relay, committed and not produced: published by whoever comes next")
                    .inSuite("shared-kernel", "OutboxRelayTest", "what_a_dead_process_left"),
            row("W-4", "relay, two transactions that commit out of order: both published")
                    .inSuite("shared-kernel", "OutboxRelayTest", "a_transaction_that_commits_later"),
            row("W-5", "relay, produced and not marked: again with the same id, one mail")
                    .inSuite("shared-kernel", "OutboxRelayTest", "cut_connections_lose_nothing")
                    .full(WindowRows::produced_and_not_marked),
            row("W-6", "relay, the holder of the lock dies: another takes over, in order")
                    .inSuite("shared-kernel", "OutboxRelayTest", "another_relay_takes_over")
                    .inSuite("shared-kernel", "OutboxRelayTest", "cut_connections_lose_nothing"),
            row("W-7", "consumer, read and not committed: again, one mail")
                    .inSuite("shared-kernel", "ConsumerOutageTest", "a_database_that_is_killed")
                    .full(MailScenarios.ONE, MailScenarios::w_7_killed_before_the_inbox_commits),
            row("W-8", "consumer, committed and the offset not: again, one mail")
                    .inSuite("shared-kernel", "EventConsumerTest", "a_replay_of_the_topic")
                    .full(MailScenarios.ONE, MailScenarios::w_8_killed_before_the_offset_is_committed),
            row("W-9", "sender, taken by the mail server and not recorded: one more copy at most, same Message-ID")
                    .full(WindowRows::taken_and_not_recorded)
                    .full(MailScenarios.TWO, MailScenarios::w_9_many_mails_and_kills),
            row("W-10", "sender, lease taken and not connected: sent once when the lease has ended")
                    .inSuite("notification-service", "PostgresLedgerTest", "a_mail_whose_sender_died")
                    .full(MailScenarios.ONE, MailScenarios::w_10_killed_with_leases_and_no_connection),
            row("W-11", "refresh, rotated and unanswered: the retry gets the same successor")
                    .inSuite("auth-service", "RedisFaultsTest", "f_rd_5_w_11_")
                    .inSuite("auth-service", "RefreshOnBackendsTest", "s27_f_rd_5_w_11_"),
            row("W-12", "login, stored and unanswered: the session is listed and expires"),
            row("W-13", "password change, committed and the sessions not ended: they are dead all the same")
                    .inSuite("auth-service", "ChangePasswordTest", "w_13_"),
            row("W-14", "reset, password committed: the token is used in the same transaction")
                    .full(SessionWindows::killed_after_reset),
            row("W-15", "logout, ended and unanswered: the retry succeeds")
                    .inSuite("auth-service", "LogOutTest", "w_15_"),
            row("W-16", "avatar, file written and no row: collected, the old one is served")
                    .inSuite("shared-kernel", "FileObjectStorageTest", "W_16_")
                    .inSuite("profile-service", "AvatarControllerTest", "I_13_")
                    .full(AvatarWindows::killed_before_row),
            row("W-17", "avatar, row committed and the old file there: removed within the hour")
                    .inSuite("shared-kernel", "OrphanFilesTest", "what_belongs_to_nothing")
                    .full(AvatarWindows::killed_after_row),
            row("W-18", "role change, committed and not told: right within a second of the restart"));

    private static final Duration TOLD = Duration.ofSeconds(30);

    private WindowRows() {}

    /** Kills auth-service at that moment of the sign-up; the person then knows nothing. */
    private static Person killedAt(Rig rig, Predicate<Moment> moment) throws Exception {
        var auth = rig.replica(Service.AUTH);
        var person = Person.fresh("window");
        var killed = auth.line(Dependency.POSTGRES).once(moment.and(at -> at.mentions("insert into account")), () -> {
            auth.kill();
            return Then.RESET;
        });
        assertThat(rig.api().signUp(person).outcome()).isEqualTo(Ledger.Outcome.UNKNOWN);
        killed.get(10, TimeUnit.SECONDS);
        auth.start();
        return person;
    }

    private static void not_committed(Trial trial) throws Exception {
        var rig = trial.rig();
        int times = trial.times(1, 50);
        var people = new ArrayList<Person>();
        for (int i = 0; i < times; i++) {
            var person = killedAt(rig, moment -> moment.isRequest("COMMIT"));
            people.add(person);
            assertThat(Sql.count(
                            rig.database(Service.AUTH), "select count(*) from account where email = ?", person.email()))
                    .as("an account before the commit")
                    .isZero();
            assertThat(rig.api().signUp(person).status()).as("the same again").isEqualTo(201);
            assertSignedUpOnce(rig, person);
        }
        awaitOneMailEach(rig, people);
        trial.note("%d kills, each without a trace and repeated with success", times);
    }

    /** Kafka has the event and auth-service dies before it knows. */
    private static void produced_and_not_marked(Trial trial) throws Exception {
        var rig = trial.rig();
        var auth = rig.replica(Service.AUTH);
        int times = trial.times(1, 50);
        var people = new ArrayList<Person>();
        for (int i = 0; i < times; i++) {
            var person = Person.fresh("window");
            people.add(person);
            var killed = auth.line(Dependency.KAFKA).once(moment -> moment.isAnswer("PRODUCE"), () -> {
                auth.kill();
                return Then.RESET;
            });
            var answer = rig.api().signUp(person);
            killed.get(10, TimeUnit.SECONDS);
            auth.start();
            // The answer and the publication race; whoever was not answered asks again.
            var again = answer.ok() ? answer : rig.api().signUp(person);
            assertThat(again.status()).isIn(201, 409);
            assertSignedUpOnce(rig, person);
        }
        awaitOneMailEach(rig, people);
        try (var topic = new Topic(rig.kafkaAddress(), "user.signup")) {
            var ids = people.stream().map(person -> eventOf(rig, person)).toList();
            await().atMost(TOLD).until(() -> topic.deliveries().keySet().containsAll(ids));
            long twice = ids.stream()
                    .filter(id -> topic.deliveries().getOrDefault(id, 0) > 1)
                    .count();
            assertThat(twice)
                    .as("events that were produced again, with the same id")
                    .isPositive();
            trial.note("%d kills, %d events twice under one id, one mail each", times, twice);
        }
    }

    private static String eventOf(Rig rig, Person person) {
        return Sql.texts(
                        rig.database(Service.AUTH),
                        "select o.id::text from outbox o join account a on a.id::text = o.key"
                                + " where o.type = 'user:signup' and a.email = ?",
                        person.email())
                .getFirst();
    }

    /** The mail server has said 250 and notification-service dies before it knows. */
    private static void taken_and_not_recorded(Trial trial) throws Exception {
        var rig = trial.rig();
        var sender = rig.replica(Service.NOTIFICATION);
        int times = trial.times(1, 50);
        var people = new ArrayList<Person>();
        for (int i = 0; i < times; i++) {
            var person = Person.fresh("window");
            people.add(person);
            var killed = sender.line(Dependency.SMTP).once(moment -> moment.isAnswer("DOT"), () -> {
                sender.kill();
                return Then.RESET;
            });
            assertThat(rig.api().signUp(person).status()).isEqualTo(201);
            killed.get(30, TimeUnit.SECONDS);
            sender.start();
        }
        // The leases of the dead senders have to end first (W-10).
        await().atMost(Duration.ofMinutes(2))
                .until(() -> Sql.count(
                                rig.database(Service.NOTIFICATION),
                                "select count(*) from notification where status in ('pending', 'sending')")
                        == 0);
        int copies = 0;
        for (var person : people) {
            var mails = mails(rig, person);
            assertThat(mails.size()).as("mails to " + person).isBetween(1, 2);
            assertThat(mails.stream().map(mail -> mail.header("Message-ID")).distinct())
                    .hasSize(1);
            copies += mails.size() - 1;
        }
        trial.note("%d kills, %d second copies under the same Message-ID, 0 lost", times, copies);
    }

    private static void committed_and_unanswered(Trial trial) throws Exception {
        var rig = trial.rig();
        int times = trial.times(1, 50);
        var people = new ArrayList<Person>();
        for (int i = 0; i < times; i++) {
            var person = killedAt(rig, moment -> moment.isAnswer("COMMIT"));
            people.add(person);
            assertThat(rig.api().signUp(person).status()).as("the same again").isEqualTo(409);
            assertThat(rig.api().logIn(person).status()).isEqualTo(200);
            assertSignedUpOnce(rig, person);
        }
        awaitOneMailEach(rig, people);
        trial.note("%d kills, each with one account, one event and one mail", times);
    }

    /** Invariants I-1 to I-3 for one person. */
    static void assertSignedUpOnce(Rig rig, Person person) {
        var auth = rig.database(Service.AUTH);
        var ids = Sql.texts(
                auth,
                "select a.id::text from account a join credential c on c.user_id = a.id where a.email = ?",
                person.email());
        assertThat(ids).as("accounts of " + person).hasSize(1);
        assertThat(Sql.count(
                        auth, "select count(*) from outbox where type = 'user:signup' and key = ?", ids.getFirst()))
                .as("events of " + person)
                .isEqualTo(1);
    }

    /** Waits for so many mails and fails when there are more by then. */
    static void awaitMails(Rig rig, Person person, int count) {
        await("mails to " + person).atMost(TOLD).until(() -> mails(rig, person).size() >= count);
        assertThat(mails(rig, person)).as("mails to " + person).hasSize(count);
    }

    /** Waits for one each; a second one that is there by then is one too many. */
    static void awaitOneMailEach(Rig rig, List<Person> people) {
        for (var person : people) {
            await("a mail to " + person)
                    .atMost(TOLD)
                    .until(() -> !mails(rig, person).isEmpty());
        }
        assertThat(people).allSatisfy(person -> assertThat(mails(rig, person)).hasSize(1));
    }

    static List<ScriptedSmtp.Received> mails(Rig rig, Person person) {
        return rig.smtp().received().stream()
                .filter(mail -> mail.to().toString().contains(person.email()))
                .toList();
    }
}
