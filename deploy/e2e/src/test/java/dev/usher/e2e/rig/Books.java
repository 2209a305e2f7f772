package dev.usher.e2e.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.e2e.Topic;
import dev.usher.kernel.testing.ScriptedSmtp.Received;
import dev.usher.local.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The invariants of promises §3.1, from the ledger and from what the stores hold once everything is quiet. */
final class Books {
    private static final Duration QUIET = Duration.ofSeconds(60);
    private static final String BACKLOG =
            "select count(*) from outbox where published_at is null and parked_at is null";

    private Books() {}

    /** Waits until every event has left and every mail is sent or parked (I-14); the time that it took. */
    static Duration settle(Rig rig) {
        long began = System.nanoTime();
        await("quiet").atMost(QUIET).pollInterval(Duration.ofMillis(200)).until(() -> isQuiet(rig));
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static boolean isQuiet(Rig rig) {
        for (var service : services(rig)) {
            if (Sql.count(rig.database(service), BACKLOG) > 0) {
                return false;
            }
        }
        var signUps = Sql.count(rig.database(Service.AUTH), "select count(*) from outbox where type = 'user:signup'");
        var mails = rig.database(Service.NOTIFICATION);
        return Sql.count(mails, "select count(*) from notification where kind = 'welcome'") >= signUps
                && Sql.count(mails, "select count(*) from notification where status in ('pending', 'sending')") == 0;
    }

    private static List<Service> services(Rig rig) {
        return rig.replicas().stream().map(Replica::service).distinct().toList();
    }

    /**
     * Settles and checks them all.
     *
     * @param copies how many extra mails the faults excuse (I-9)
     * @return figures for the report
     */
    static String check(Rig rig, Workload work, int copies) throws InterruptedException {
        var quiet = settle(rig);
        work.citizens().forEach(Citizen::verify);
        accounts(rig, work);
        long events = 0;
        long repeated = 0;
        for (var service : services(rig)) {
            var seen = published(rig, service);
            events += seen.size();
            repeated += seen.values().stream().filter(times -> times > 1).count();
        }
        mails(rig);
        int extra = extraMails(rig) - work.extraMailsBefore();
        assertThat(extra).as("I-9: extra copies").isLessThanOrEqualTo(copies);
        files(rig);
        assertThat(isQuiet(rig)).as("I-14: quiet stays quiet").isTrue();
        var done = rig.ledger().since(work.ledgerBefore()).stream()
                .collect(Collectors.groupingBy(Ledger.Entry::outcome, Collectors.counting()));
        return "%d ok, %d refused, %d unknown; 0 lost, %d events (%d twice), %d extra mails, quiet after %.1f s"
                .formatted(
                        done.getOrDefault(Ledger.Outcome.OK, 0L),
                        done.getOrDefault(Ledger.Outcome.REFUSED, 0L),
                        done.getOrDefault(Ledger.Outcome.UNKNOWN, 0L),
                        events,
                        repeated,
                        extra,
                        quiet.toMillis() / 1e3);
    }

    /** I-1, I-2, I-3. */
    private static void accounts(Rig rig, Workload work) {
        var auth = rig.database(Service.AUTH);
        var known = work.citizens().stream()
                .filter(Citizen::isKnown)
                .map(Citizen::email)
                .toList();
        assertThat(Sql.texts(auth, "select a.email from account a join credential c on c.user_id = a.id"))
                .as("I-1: accounts")
                .containsAll(known);
        assertThat(Sql.count(
                        auth,
                        "select count(*) from account a where (select count(*) from outbox o"
                                + " where o.key = a.id::text and o.type = 'user:signup') <> 1"))
                .as("I-1, I-2: accounts without exactly one event")
                .isZero();
        assertThat(Sql.count(
                        auth,
                        "select count(*) from outbox o where o.type = 'user:signup' and not exists"
                                + " (select 1 from account a where a.id::text = o.key)"))
                .as("I-2: events without their account")
                .isZero();
        assertThat(Sql.count(auth, "select count(*) - count(distinct email_key) from account"))
                .as("I-3")
                .isZero();
    }

    /** I-8: how often each event of the service's outbox is in Kafka; the first of each key are in the order of commits. */
    private static Map<String, Integer> published(Rig rig, Service service) throws InterruptedException {
        var database = rig.database(service);
        var deliveries = new TreeMap<String, Integer>();
        for (var type : Sql.texts(database, "select distinct type from outbox where parked_at is null")) {
            var committed = new LinkedHashMap<String, List<String>>();
            for (var row : Sql.texts(
                    database,
                    "select key || ' ' || id from outbox where type = ? and parked_at is null order by seq",
                    type)) {
                int space = row.lastIndexOf(' ');
                committed
                        .computeIfAbsent(row.substring(0, space), key -> new ArrayList<>())
                        .add(row.substring(space + 1));
            }
            var wanted = committed.values().stream().flatMap(List::stream).collect(Collectors.toSet());
            try (var topic = new Topic(rig.kafkaAddress(), type.replace(':', '.'))) {
                await("I-8: " + type)
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> topic.deliveries().keySet().containsAll(wanted));
                var first = new LinkedHashMap<String, LinkedHashSet<String>>();
                topic.records()
                        .forEach(seen -> first.computeIfAbsent(seen.key(), key -> new LinkedHashSet<>())
                                .add(seen.id()));
                committed.forEach((key, ids) -> {
                    var order = new ArrayList<>(first.getOrDefault(key, new LinkedHashSet<>()));
                    order.retainAll(wanted);
                    assertThat(order).as("I-8: order of " + type + " of " + key).isEqualTo(ids);
                });
                deliveries.putAll(topic.deliveries());
            }
        }
        return deliveries;
    }

    /** How many mails the mail server has more than once, each time after the first counted. */
    static int extraMails(Rig rig) {
        var received = rig.smtp().received();
        return received.size()
                - (int) received.stream().map(Books::messageId).distinct().count();
    }

    /** I-9 and I-10. */
    private static void mails(Rig rig) {
        var signUps = Sql.texts(rig.database(Service.AUTH), "select id::text from outbox where type = 'user:signup'");
        var mails = rig.database(Service.NOTIFICATION);
        assertThat(Sql.texts(mails, "select event_id::text from notification where kind = 'welcome'"))
                .as("I-9: welcome mails, sent or parked")
                .containsAll(signUps);
        var received = rig.smtp().received().stream().map(Books::messageId).collect(Collectors.toSet());
        assertThat(received)
                .as("I-9: sent mails that the mail server has")
                .containsAll(Sql.texts(mails, "select message_id from notification where status = 'sent'"));
        assertThat(new HashSet<>(Sql.texts(mails, "select message_id from notification")))
                .as("I-10: mails that nobody asked for")
                .containsAll(received);
    }

    private static String messageId(Received mail) {
        return String.valueOf(mail.header("Message-ID"));
    }

    /** I-13, the half that may not wait: no row points to a file that is not there. */
    private static void files(Rig rig) {
        if (!services(rig).contains(Service.PROFILE)) {
            return;
        }
        var keys = Sql.texts(
                rig.database(Service.PROFILE), "select avatar_key::text from profile where avatar_key is not null");
        var stored = new HashSet<String>();
        var folder = rig.objects().resolve(Service.PROFILE.shortName());
        if (Files.isDirectory(folder)) {
            try (var files = Files.walk(folder)) {
                files.map(Path::getFileName).forEach(name -> stored.add(name.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(stored).as("I-13: files of avatars").containsAll(keys);
    }
}
