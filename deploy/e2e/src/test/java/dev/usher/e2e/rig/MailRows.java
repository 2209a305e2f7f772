package dev.usher.e2e.rig;

import static dev.usher.e2e.rig.Row.row;

import java.util.List;

/** The mail server down, dying, hanging, refusing and lying. */
final class MailRows {
    private static final String MODULE = "notification-service";

    static final List<Row> ROWS = List.of(
            row("F-SM-1", "down: sign-ups go on, all mails within 30 s of healing")
                    .inSuite(MODULE, "SendingTest", "f_sm_1_")
                    .full(MailScenarios.ONE, MailScenarios::f_sm_1_down),
            row("F-SM-2", "dies within the dialogue: tried again")
                    .inSuite(MODULE, "SmtpMailServerTest", "f_sm_2_")
                    .inSuite(MODULE, "SendingTest", "f_sm_2_")
                    .full(MailScenarios.ONE, MailScenarios::f_sm_2_dies_in_each_phase),
            row("F-SM-3", "hangs: given up in time, holds up no other mail")
                    .inSuite(MODULE, "SmtpMailServerTest", "f_sm_3_")
                    .inSuite(MODULE, "SendingTest", "f_sm_3_")
                    .full(Hanging.of(Dependency.SMTP))
                    .full(MailScenarios.ONE, MailScenarios::f_sm_3_hangs_in_each_phase),
            row("F-SM-4", "a temporary refusal is tried again for a day")
                    .inSuite(MODULE, "SmtpMailServerTest", "f_sm_4_")
                    .inSuite(MODULE, "SendMailTest", "f_sm_4_")
                    .inSuite(MODULE, "GreylistTest", "f_sm_4_"),
            row("F-SM-5", "a permanent refusal parks at once")
                    .inSuite(MODULE, "SmtpMailServerTest", "f_sm_5_")
                    .inSuite(MODULE, "SendMailTest", "f_sm_5_"),
            row("F-SM-6", "mails that can never be sent hold up no good one")
                    .inSuite(MODULE, "SendingTest", "f_sm_6_")
                    .full(MailScenarios.ONE, MailScenarios::f_sm_6_hopeless_ones_first),
            row("F-SM-7", "taken and not said so: sent again under the same id")
                    .inSuite(MODULE, "SendingTest", "f_sm_7_")
                    .full(MailScenarios.ONE, MailScenarios::f_sm_7_taken_and_not_said),
            row("F-SM-8", "20 s a mail: four at a time, none twice")
                    .inSuite(MODULE, "SmtpMailServerTest", "f_sm_8_")
                    .full(MailScenarios.ONE, MailScenarios::f_sm_8_twenty_seconds_each),
            row("F-SM-9", "STARTTLS gone or a wrong certificate: nothing leaves in clear")
                    .inSuite(MODULE, "SmtpTlsTest", "f_sm_9_"),
            row("F-SM-10", "greylisted: delivered once")
                    .inSuite(MODULE, "GreylistTest", "f_sm_10_")
                    .inSuite(MODULE, "SendingTest", "f_sm_10_"),
            row("F-SM-11", "a mail with a dead link is not sent")
                    .inSuite(MODULE, "SendMailTest", "f_sm_11_")
                    .inSuite(MODULE, "WelcomeMailTest", "f_sm_11_"),
            row("F-SM-12", "two instances: each mail once")
                    .inSuite(MODULE, "SendingTest", "f_sm_12_")
                    .full(MailScenarios.TWO, MailScenarios::f_sm_12_two_instances),
            row("F-SM-13", "a redrive sends exactly the chosen ones once")
                    .inSuite(MODULE, "NotificationControllerTest", "f_sm_13_")
                    .inSuite(MODULE, "PostgresLedgerTest", "f_sm_13_"));

    private MailRows() {}
}
