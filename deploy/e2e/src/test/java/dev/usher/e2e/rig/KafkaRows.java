package dev.usher.e2e.rig;

import static dev.usher.e2e.rig.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.e2e.Person;
import dev.usher.e2e.Topic;
import dev.usher.e2e.rig.Trap.Then;
import dev.usher.local.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Kafka down, dying, hanging and refusing, and what its consumers get. */
final class KafkaRows {
    static final List<Row> ROWS = List.of(
            row("F-KF-1", "down at the start: the API works, readiness is degraded, the backlog drains")
                    .inSuite("shared-kernel", "BrokerOutageTest", "events_wait_for_a_broker")
                    .inSuite("shared-kernel", "CutoffOutageTest", "a_service_that_starts_first")
                    .inSuite("shared-kernel", "PolicyOutageTest", "who_starts_before_the_broker"),
            row("F-KF-2", "dies in the middle: nothing lost, order per key kept")
                    .inSuite("shared-kernel", "BrokerOutageTest", "a_broker_that_is_killed")
                    .full(KafkaRows::dies),
            row("F-KF-3", "hangs: whoever commits does not notice")
                    .inSuite("shared-kernel", "BrokerOutageTest", "a_broker_that_hangs")
                    .full(Hanging.of(Dependency.KAFKA)),
            row("F-KF-4", "refuses: parked, and holds up nobody else")
                    .inSuite("shared-kernel", "BrokerOutageTest", "what_kafka_refuses"),
            row("F-KF-5", "restarts: producers, consumers and feeds find it again")
                    .inSuite("shared-kernel", "BrokerOutageTest", "a_broker_that_is_killed")
                    .inSuite("shared-kernel", "ConsumerOutageTest", "a_broker_that_is_killed")
                    .inSuite("shared-kernel", "CutoffOutageTest", "while_the_broker_is_away"),
            row("F-KF-6", "the answer to a produce is lost: again with the same id, one effect")
                    .fast(KafkaRows::lost_answer)
                    .full(KafkaRows::lost_answer),
            row("F-KF-7", "down for 10 min at 50 sign-ups a second: all accepted, all delivered")
                    .inSuite("shared-kernel", "BrokerOutageTest", "events_wait_for_a_broker")
                    .full(KafkaRows::down),
            row("F-KF-8", "disk full at the broker: nobody notices, nothing lost"),
            row("F-KF-9", "poison is buried once as it came, the good behind it arrive")
                    .inSuite("shared-kernel", "EventConsumerTest", "poison_is_buried")
                    .inSuite("shared-kernel", "EventConsumerTest", "f_kf_9_")
                    .inSuite("shared-kernel", "CutoffReaderTest", "what_cannot_be_read"),
            row("F-KF-10", "a hundred deliveries, one mail")
                    .inSuite("shared-kernel", "EventConsumerTest", "an_event_has_its_effect_once")
                    .inSuite("notification-service", "WelcomeMailTest", "f_kf_10_")
                    .inSuite("notification-service", "PostgresLedgerTest", "of_a_hundred_simultaneous"),
            row("F-KF-11", "events out of order: nothing of a deleted user comes back")
                    .inSuite("profile-service", "AccountEventsTest", "f_kf_11_")
                    .inSuite("catalog-service", "DeletionTest", "f_kf_11_")
                    .inSuite("notification-service", "ErasureTest", "f_kf_11_")
                    .inSuite("notification-service", "MailEventsTest", "f_kf_11_")
                    .inSuite("shared-kernel", "ErasedUsersTest", "f_kf_11_"),
            row("F-KF-12", "a rebalance while a mail is being sent: none lost, one copy at most")
                    .full(MailScenarios.TWO, MailScenarios::f_kf_12_paused_while_sending),
            row("F-KF-13", "offsets lost: a replay of the topic makes no mail")
                    .inSuite("shared-kernel", "EventConsumerTest", "a_replay_of_the_topic")
                    .inSuite("notification-service", "MailConsumerTest", "f_kf_13_"),
            row("F-KF-14", "slow mail does not hold up the topic")
                    .inSuite("notification-service", "MailConsumerTest", "f_kf_14_"));

    /** The whole of the row is {@code -Doutage.seconds=600 -Doutage.rate=50}, on a machine that hashes so fast. */
    private static final int OUTAGE_SECONDS = Integer.getInteger("outage.seconds", 60);

    private static final int OUTAGE_RATE = Integer.getInteger("outage.rate", 10);

    private KafkaRows() {}

    private static void lost_answer(Trial trial) throws Exception {
        var rig = trial.rig();
        int times = trial.times(3, 50);
        var people = new ArrayList<Person>();
        for (int i = 0; i < times; i++) {
            var person = Person.fresh("lost-answer");
            people.add(person);
            var lost = rig.line(Service.AUTH, Dependency.KAFKA)
                    .once(moment -> moment.isAnswer("PRODUCE"), () -> Then.RESET);
            assertThat(rig.api().signUp(person).status()).isEqualTo(201);
            lost.get(10, TimeUnit.SECONDS);
        }
        for (var person : people) {
            WindowRows.awaitMails(rig, person, 1);
        }
        try (var topic = new Topic(rig.kafkaAddress(), "user.signup")) {
            var told = people.stream().map(person -> eventOf(rig, person)).toList();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> topic.deliveries().keySet().containsAll(told));
            long twice = told.stream()
                    .filter(id -> topic.deliveries().getOrDefault(id, 0) > 1)
                    .count();
            trial.note("%d answers lost, each event has one mail, %d are in Kafka twice", times, twice);
        }
    }

    private static String eventOf(Rig rig, Person person) {
        return Sql.texts(
                        rig.database(Service.AUTH),
                        "select o.id::text from outbox o join account a on o.key = a.id::text"
                                + " where o.type = 'user:signup' and a.email = ?",
                        person.email())
                .getFirst();
    }

    private static void down(Trial trial) throws Exception {
        var rig = trial.rig();
        var people = new ArrayList<Person>();
        var refused = new AtomicInteger();
        rig.kafka().kill();
        long began = System.nanoTime();
        try (var clients = Executors.newFixedThreadPool(16)) {
            for (int n = 0; n < OUTAGE_SECONDS * OUTAGE_RATE; n++) {
                long wait = began + n * 1_000_000_000L / OUTAGE_RATE - System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
                var person = Person.fresh("outage");
                people.add(person);
                clients.execute(() -> {
                    if (rig.api().signUp(person).status() != 201) {
                        refused.incrementAndGet();
                    }
                });
            }
        }
        double lasted = (System.nanoTime() - began) / 1e9;
        assertThat(refused.get()).as("sign-ups that were not accepted").isZero();
        long waiting = Sql.count(rig.database(Service.AUTH), "select count(*) from outbox where published_at is null");
        assertThat(waiting).isGreaterThanOrEqualTo(people.size());
        rig.kafka().start();
        long back = System.nanoTime();
        await("the backlog")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() ->
                        Sql.count(rig.database(Service.AUTH), "select count(*) from outbox where published_at is null")
                                == 0);
        double drained = (System.nanoTime() - back) / 1e9;
        var wanted = people.stream().map(Person::email).toList();
        await("a mail for everybody")
                .atMost(Duration.ofMinutes(2))
                .until(() -> recipients(rig).containsAll(wanted));
        trial.note(
                "broker down for %.0f s: %d sign-ups, all 201, at %.1f a second; %d events drained in %.1f s",
                lasted, people.size(), people.size() / lasted, waiting, drained);
    }

    private static Set<String> recipients(Rig rig) {
        return Set.copyOf(Sql.texts(
                rig.database(Service.NOTIFICATION), "select recipient from notification where kind = 'welcome'"));
    }

    private static void dies(Trial trial) throws Exception {
        var rig = trial.rig();
        var random = trial.random();
        int kills = trial.times(2, 20);
        int from = rig.ledger().size();
        try (var work = Workload.start(rig, trial.seed(), 6, Duration.ofMillis(20))) {
            for (int kill = 0; kill < kills; kill++) {
                Thread.sleep(random.nextInt(500, 1_500));
                rig.kafka().kill();
                Thread.sleep(random.nextInt(200, 1_000));
                rig.kafka().start();
            }
            work.finish();
            var signUps = rig.ledger().since(from).stream()
                    .filter(entry -> entry.endpoint().equals("POST /v1/signup"))
                    .toList();
            long refused =
                    signUps.stream().filter(entry -> entry.status() != 201).count();
            trial.note("%d kills, %d of %d sign-ups not accepted", kills, refused, signUps.size());
            // None for want of a broker; one that starts on the same two cores may cost Redis its quarter of a second.
            assertThat(refused).as("sign-ups that noticed").isLessThanOrEqualTo(signUps.size() / 20);
            trial.note(Books.check(rig, work, 0));
        }
    }
}
