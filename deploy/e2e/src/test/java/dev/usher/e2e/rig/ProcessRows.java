package dev.usher.e2e.rig;

import static dev.usher.e2e.rig.Row.row;

import java.util.List;

/** A service of ours that ends, dies, stops for a while or runs out of something. */
final class ProcessRows {
    static final List<Row> ROWS = List.of(
            row("F-OP-1", "SIGTERM under load: what was begun is answered, exit within 10 s")
                    .inSuite("shared-kernel", "ServiceMainTest", "starts_without_its_database_and_finishes"),
            row("F-OP-2", "SIGKILL under load: nothing acknowledged is lost, ready again within 5 s"),
            row("F-OP-3", "held for 15 s: no lease that has ended is acted on")
                    .inSuite("notification-service", "SendMailTest", "a_sender_that_lost_its_lease")
                    .inSuite("shared-kernel", "OutboxRelayTest", "another_relay_takes_over"),
            row("F-OP-4", "out of memory: the process ends and can be started again"),
            row("F-OP-5", "out of file handles: 503, and it recovers"),
            row("F-OP-6", "a bad configuration does not start and says why in one line")
                    .inSuite("auth-service", "AuthSettingsTest", "f_op_6_")
                    .inSuite("notification-service", "NotificationSettingsTest", "f_op_6_")
                    .inSuite("shared-kernel", "SealedTextTest", "f_op_6_")
                    .inSuite("shared-kernel", "ServiceMainTest", "says_in_one_line_why"),
            row("F-OP-7", "two versions side by side: no errors, both read both versions of events"));

    private ProcessRows() {}
}
