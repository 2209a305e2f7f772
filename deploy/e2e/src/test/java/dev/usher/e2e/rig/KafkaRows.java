package dev.usher.e2e.rig;

import static dev.usher.e2e.rig.Row.row;

import java.util.List;

/** Kafka down, dying, hanging and refusing, and what its consumers get. */
final class KafkaRows {
    static final List<Row> ROWS = List.of(
            row("F-KF-1", "down at the start: the API works, readiness is degraded, the backlog drains")
                    .inSuite("shared-kernel", "BrokerOutageTest", "events_wait_for_a_broker")
                    .inSuite("shared-kernel", "CutoffOutageTest", "a_service_that_starts_first")
                    .inSuite("shared-kernel", "PolicyOutageTest", "who_starts_before_the_broker"),
            row("F-KF-2", "dies in the middle: nothing lost, order per key kept")
                    .inSuite("shared-kernel", "BrokerOutageTest", "a_broker_that_is_killed"),
            row("F-KF-3", "hangs: whoever commits does not notice")
                    .inSuite("shared-kernel", "BrokerOutageTest", "a_broker_that_hangs"),
            row("F-KF-4", "refuses: parked, and holds up nobody else")
                    .inSuite("shared-kernel", "BrokerOutageTest", "what_kafka_refuses"),
            row("F-KF-5", "restarts: producers, consumers and feeds find it again")
                    .inSuite("shared-kernel", "BrokerOutageTest", "a_broker_that_is_killed")
                    .inSuite("shared-kernel", "ConsumerOutageTest", "a_broker_that_is_killed")
                    .inSuite("shared-kernel", "CutoffOutageTest", "while_the_broker_is_away"),
            row("F-KF-6", "the answer to a produce is lost: again with the same id, one effect"),
            row("F-KF-7", "down for 10 min at 50 sign-ups a second: all accepted, all delivered"),
            row("F-KF-8", "disk full at the broker: nobody notices, nothing lost"),
            row("F-KF-9", "poison is buried once as it came, the good behind it arrive")
                    .inSuite("shared-kernel", "EventConsumerTest", "poison_is_buried")
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

    private KafkaRows() {}
}
