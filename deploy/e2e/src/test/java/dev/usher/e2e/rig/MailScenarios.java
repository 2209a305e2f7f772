package dev.usher.e2e.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.e2e.Person;
import dev.usher.e2e.rig.Trap.Then;
import dev.usher.kernel.testing.ScriptedSmtp;
import dev.usher.kernel.testing.ScriptedSmtp.Phase;
import dev.usher.kernel.testing.ScriptedSmtp.Script;
import dev.usher.kernel.testing.ScriptedSmtp.Step;
import dev.usher.local.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What becomes of mails when the mail server, the sender or the consumer fails: real processes, real kills. */
final class MailScenarios {
    static final Setup ONE = Setup.of(Service.AUTH, Service.NOTIFICATION);
    static final Setup TWO = ONE.replicas(Service.NOTIFICATION, 2);

    /** Until an instance that was killed has its partitions again: its membership has to end first. */
    private static final Duration BACK = Duration.ofSeconds(60);
    /** Mails that an instance sends at the same time. */
    private static final int WORKERS = 4;

    private MailScenarios() {}

    private static Replica sender(Rig rig) {
        return rig.replica(Service.NOTIFICATION);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    /** At each of these phases once in so often, and at the very first time. */
    private static Script sometimes(Step step, int every, Phase... phases) {
        var met = new ConcurrentHashMap<Phase, AtomicInteger>();
        return (phase, _) -> List.of(phases).contains(phase)
                        && met.computeIfAbsent(phase, _ -> new AtomicInteger()).getAndIncrement() % every == 0
                ? step
                : ScriptedSmtp.ACCEPT;
    }

    /** At each of these phases on one connection, and never again. */
    private static Script once(Step step, Phase... phases) {
        var left = new EnumMap<Phase, AtomicInteger>(Phase.class);
        List.of(phases).forEach(phase -> left.put(phase, new AtomicInteger(1)));
        return (phase, _) -> {
            var here = left.get(phase);
            return here != null && here.getAndDecrement() > 0 ? step : ScriptedSmtp.ACCEPT;
        };
    }

    static void f_sm_1_down(Trial trial) throws InterruptedException {
        var rig = trial.rig();
        rig.line(Service.NOTIFICATION, Dependency.SMTP).set(Fault.REFUSE);
        var person = Person.fresh("mail-down");
        assertThat(rig.api().signUp(person).status()).isEqualTo(201);
        assertThat(rig.api()
                        .send(
                                Service.AUTH,
                                "POST",
                                "/v1/password/forgot",
                                null,
                                Map.of("email", person.email()),
                                person.email())
                        .status())
                .isEqualTo(202);
        var mails = WelcomeMails.askedFor(rig, 1_000);
        await().atMost(Duration.ofSeconds(20)).until(() -> mails.inLedger() == 1_000);
        Thread.sleep(3_000);

        rig.line(Service.NOTIFICATION, Dependency.SMTP).heal();
        long healed = System.nanoTime();
        await().atMost(Duration.ofSeconds(10)).until(() -> mails.arrived() > 0);
        double first = seconds(healed);
        mails.awaitAll(Duration.ofSeconds(30));

        trial.note("1 000 mails: the first %.1f s, the last %.1f s after healing", first, seconds(healed));
        assertThat(mails.extraCopies()).isZero();
        WindowRows.awaitMails(rig, person, 2);
    }

    static void f_sm_2_dies_in_each_phase(Trial trial) {
        var rig = trial.rig();
        rig.smtp()
                .script(sometimes(
                        ScriptedSmtp.DROP,
                        60,
                        Phase.BANNER,
                        Phase.EHLO,
                        Phase.MAIL,
                        Phase.RCPT,
                        Phase.DATA,
                        Phase.CONTENT,
                        Phase.DOT));
        var mails = WelcomeMails.askedFor(rig, 300);
        // The few that are cut three times wait for half a minute.
        mails.awaitAll(Duration.ofMinutes(2));

        assertThat(mails.extraCopies()).as("none was taken before the drop").isZero();
        trial.note("300 mails, each phase cut once in 60 times");
    }

    static void f_sm_3_hangs_in_each_phase(Trial trial) {
        stall(trial, Duration.ofSeconds(40), Phase.BANNER, Phase.EHLO, Phase.MAIL);
        stall(trial, Duration.ofSeconds(130), Phase.RCPT, Phase.DATA, Phase.DOT);
    }

    /** Three of four connections are stuck, and the fourth does the work. */
    private static void stall(Trial trial, Duration limit, Phase... phases) {
        var rig = trial.rig();
        // Nobody has a connection that is past its banner.
        rig.line(Service.NOTIFICATION, Dependency.SMTP).reset();
        rig.smtp().script(once(ScriptedSmtp.STALL, phases));
        long began = System.nanoTime();
        var mails = WelcomeMails.askedFor(rig, 200, "one", "two", "three", "four");
        await().atMost(Duration.ofSeconds(15)).until(() -> mails.arrived() >= 200 - phases.length);
        double others = seconds(began);
        mails.awaitAll(limit);

        trial.note("%s: the others in %.1f s, the stuck ones in %.0f s", List.of(phases), others, seconds(began));
        assertThat(mails.extraCopies()).isZero();
    }

    static void f_sm_6_hopeless_ones_first(Trial trial) {
        var rig = trial.rig();
        rig.smtp()
                .script((phase, line) -> phase == Phase.RCPT && line.contains("@bad.")
                        ? new Step.Reply("550 5.1.1 unknown")
                        : ScriptedSmtp.ACCEPT);
        var bad = WelcomeMails.askedFor(rig, 8, "bad");
        long began = System.nanoTime();
        var good = WelcomeMails.askedFor(rig, 1_000, "good");
        good.awaitAll(Duration.ofSeconds(30));
        trial.note("1 000 good ones in %.1f s", seconds(began));

        await().atMost(Duration.ofSeconds(10)).until(() -> bad.inLedger("parked") == 8);
        assertThat(bad.attempts()).isEqualTo(8);
        assertThat(bad.arrived()).isZero();
        assertThat(good.extraCopies()).isZero();
    }

    static void f_sm_7_taken_and_not_said(Trial trial) {
        var rig = trial.rig();
        rig.smtp().script(sometimes(ScriptedSmtp.TAKE_AND_DROP, 20, Phase.DOT));
        var mails = WelcomeMails.askedFor(rig, 190);
        mails.awaitAll(Duration.ofSeconds(60));
        await().atMost(Duration.ofSeconds(60)).until(() -> mails.inLedger("sent") == 190);

        // 190 mails and ten that came twice are 200 ends of mails, of which one in 20 was cut.
        trial.note("190 mails, %d second copies, all under the id of the first", mails.extraCopies());
        assertThat(mails.extraCopies()).isEqualTo(10);
    }

    static void f_sm_8_twenty_seconds_each(Trial trial) {
        var rig = trial.rig();
        rig.line(Service.NOTIFICATION, Dependency.SMTP).reset();
        int before = rig.smtp().connections();
        rig.smtp()
                .script((phase, _) ->
                        phase == Phase.DOT ? new Step.Delay(Duration.ofSeconds(20)) : ScriptedSmtp.ACCEPT);
        long began = System.nanoTime();
        var mails = WelcomeMails.askedFor(rig, 12, "one", "two");
        await().atMost(Duration.ofSeconds(90)).until(() -> mails.inLedger("sent") == 12);

        trial.note(
                "12 mails in %.0f s over %d connections",
                seconds(began), rig.smtp().connections() - before);
        assertThat(seconds(began)).isBetween(59.0, 75.0);
        assertThat(rig.smtp().connections() - before).isLessThanOrEqualTo(WORKERS);
        assertThat(mails.extraCopies()).isZero();
    }

    static void f_sm_12_two_instances(Trial trial) {
        var rig = trial.rig();
        // Long enough for both to have their share.
        rig.smtp()
                .script((phase, _) ->
                        phase == Phase.RCPT ? new Step.Delay(Duration.ofMillis(20)) : ScriptedSmtp.ACCEPT);
        var before = sentBy(rig);
        var mails = WelcomeMails.askedFor(rig, 1_000);
        mails.awaitAll(Duration.ofSeconds(60));
        await().atMost(Duration.ofSeconds(10)).until(() -> mails.inLedger("sent") == 1_000);

        assertThat(mails.extraCopies()).isZero();
        var after = sentBy(rig);
        trial.note("%.0f and %.0f of 1 000", after.getFirst() - before.getFirst(), after.getLast() - before.getLast());
        assertThat(after.getFirst()).isGreaterThan(before.getFirst());
        assertThat(after.getLast()).isGreaterThan(before.getLast());
    }

    private static List<Double> sentBy(Rig rig) {
        return rig.replicas(Service.NOTIFICATION).stream()
                .map(replica -> dev.usher.kernel.testing.Http.at(replica.address())
                        .get("/prometheus")
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("usher_mail_sent_total"))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum())
                .toList();
    }

    /** One of two instances stands still in the middle of its mails, long enough to lose its leases and partitions. */
    static void f_kf_12_paused_while_sending(Trial trial) throws InterruptedException {
        var rig = trial.rig();
        var paused = sender(rig);
        rig.smtp()
                .script((phase, _) ->
                        phase == Phase.DOT ? new Step.Delay(Duration.ofMillis(300)) : ScriptedSmtp.ACCEPT);
        var mails = WelcomeMails.askedFor(rig, 300, "one", "two", "three", "four");
        await().atMost(Duration.ofSeconds(20)).until(() -> mails.arrived() >= 30);

        paused.pause();
        long began = System.nanoTime();
        var later = WelcomeMails.askedFor(rig, 50, "one", "two", "three", "four");
        mails.awaitAll(Duration.ofSeconds(70));
        later.awaitAll(Duration.ofSeconds(70));
        double others = seconds(began);
        Thread.sleep(Math.max(0, 70_000 - (long) (others * 1_000)));
        paused.resume();

        var after = WelcomeMails.askedFor(rig, 50);
        long resumed = System.nanoTime();
        after.awaitAll(Duration.ofSeconds(20));
        Thread.sleep(5_000);
        trial.note(
                "the other had sent all after %.0f s, new ones %.1f s after the pause, %d of %d under way came twice",
                others, seconds(resumed) - 5, mails.extraCopies(), WORKERS);
        assertThat(mails.extraCopies()).isLessThanOrEqualTo(WORKERS);
        assertThat(later.extraCopies() + after.extraCopies()).isZero();
    }

    static void w_7_killed_before_the_inbox_commits(Trial trial) throws Exception {
        killConsumer(
                trial,
                Dependency.POSTGRES,
                moment -> moment.isRequest("COMMIT") && moment.mentions("INSERT INTO inbox"));
    }

    static void w_8_killed_before_the_offset_is_committed(Trial trial) throws Exception {
        killConsumer(trial, Dependency.KAFKA, moment -> moment.isRequest("OFFSET_COMMIT"));
    }

    private static void killConsumer(Trial trial, Dependency line, Predicate<Moment> there) throws Exception {
        var rig = trial.rig();
        int times = Integer.getInteger("window-kills", trial.times(1, 10));
        for (int i = 0; i < times; i++) {
            var killed = sender(rig).line(line).once(there, () -> {
                sender(rig).kill();
                return Then.RESET;
            });
            var mails = WelcomeMails.askedFor(rig, 5);
            killed.get(60, TimeUnit.SECONDS);
            sender(rig).line(line).heal();
            sender(rig).start();
            mails.awaitAll(BACK);
            await().atMost(BACK).until(() -> mails.inLedger("sent") == 5);
            assertThat(mails.extraCopies()).isZero();
        }
        trial.note("%d kills, 5 events each, each with one mail", times);
    }

    static void w_10_killed_with_leases_and_no_connection(Trial trial) throws Exception {
        var rig = trial.rig();
        int times = trial.times(1, 2);
        double longest = 0;
        for (int i = 0; i < times; i++) {
            rig.line(Service.NOTIFICATION, Dependency.SMTP).reset();
            var killed = rig.line(Service.NOTIFICATION, Dependency.SMTP)
                    .once(moment -> moment.isAnswer("BANNER"), () -> {
                        sender(rig).kill();
                        return Then.RESET;
                    });
            var mails = WelcomeMails.askedFor(rig, 20);
            killed.get(30, TimeUnit.SECONDS);
            long died = System.nanoTime();
            rig.line(Service.NOTIFICATION, Dependency.SMTP).heal();
            sender(rig).start();
            mails.awaitAll(Duration.ofSeconds(60));
            longest = Math.max(longest, seconds(died));
            assertThat(mails.extraCopies()).isZero();
        }
        trial.note("%d kills, all mails sent once, at latest %.0f s after", times, longest);
    }

    /**
     * Ten thousand mails and a hundred kills ({@code -Dmails=}, {@code -Dsender-kills=}): none lost, and none twice but
     * those that the mail server took in the moment before a kill.
     */
    static void w_9_many_mails_and_kills(Trial trial) throws InterruptedException {
        var rig = trial.rig();
        int kills = Integer.getInteger("sender-kills", 100);
        int each = Integer.getInteger("mails", 10_000) / kills;
        var random = trial.random();
        var taken = new ConcurrentHashMap<String, Queue<Long>>();
        rig.smtp().script((phase, line) -> {
            if (phase == Phase.DOT) {
                taken.computeIfAbsent(WelcomeMails.address(line), _ -> new ConcurrentLinkedQueue<>())
                        .add(System.nanoTime());
            }
            return phase == Phase.RCPT ? new Step.Delay(Duration.ofMillis(10)) : ScriptedSmtp.ACCEPT;
        });
        var killed = new ArrayList<Long>();
        var asked = new ArrayList<WelcomeMails>();
        var senders = rig.replicas(Service.NOTIFICATION);
        for (int i = 0; i < kills; i++) {
            asked.add(WelcomeMails.askedFor(rig, each, "one", "two", "three", "four"));
            Thread.sleep(random.nextInt(800));
            var victim = senders.get(random.nextInt(senders.size()));
            victim.kill();
            killed.add(System.nanoTime());
            victim.start();
        }
        for (var mails : asked) {
            mails.awaitAll(Duration.ofMinutes(2));
        }
        await().atMost(Duration.ofMinutes(2))
                .until(() -> asked.stream().allMatch(mails -> mails.inLedger("sent") == each));

        var windows = new ArrayList<Double>();
        for (var times : taken.values()) {
            var copies = List.copyOf(times);
            for (var copy : copies.subList(0, copies.size() - 1)) {
                windows.add(killed.stream()
                        .mapToDouble(kill -> (kill - copy) / 1e6)
                        .filter(before -> before > 0)
                        .min()
                        .orElse(Double.MAX_VALUE));
            }
        }
        long extra = asked.stream().mapToLong(WelcomeMails::extraCopies).sum();
        var longest = windows.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        trial.note(
                "%d mails, %d kills: 0 lost, %d twice, each taken at most %.0f ms before its sender was dead",
                kills * each, kills, extra, longest);
        assertThat(extra).isLessThanOrEqualTo((long) WORKERS * kills).isEqualTo(windows.size());
        assertThat(longest).as("ms from taken to dead").isLessThan(1_000);
    }
}
