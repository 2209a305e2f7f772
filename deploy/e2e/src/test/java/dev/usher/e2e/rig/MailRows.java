package dev.usher.e2e.rig;

import static dev.usher.e2e.rig.Row.row;

import java.util.List;

/** The mail server down, dying, hanging, refusing and lying. */
final class MailRows {
    static final List<Row> ROWS = List.of(
            row("F-SM-1", "down: sign-ups go on, all mails within 30 s of healing")
                    .inSuite("notification-service", "SendingTest", "after_an_outage_a_thousand_mails"),
            row("F-SM-2", "dies within the dialogue: tried again")
                    .inSuite("notification-service", "SmtpMailServerTest", "a_drop_before_the_recipient")
                    .inSuite("notification-service", "SmtpMailServerTest", "a_drop_from_the_recipient_on"),
            row("F-SM-3", "hangs: given up in time, holds up no other mail")
                    .inSuite("notification-service", "SmtpMailServerTest", "silence_")
                    .inSuite("notification-service", "SendingTest", "a_silent_server_holds_up_only"),
            row("F-SM-4", "a temporary refusal is tried again for a day")
                    .inSuite("notification-service", "SmtpMailServerTest", "temporary_answers_defer")
                    .inSuite("notification-service", "SendMailTest", "temporary_failures_park_it_after_a_day"),
            row("F-SM-5", "a permanent refusal parks at once")
                    .inSuite("notification-service", "SmtpMailServerTest", "permanent_answers_refuse")
                    .inSuite("notification-service", "SendMailTest", "a_permanent_failure"),
            row("F-SM-6", "mails that can never be sent hold up no good one")
                    .inSuite("notification-service", "SendingTest", "mails_that_can_never_be_sent"),
            row("F-SM-7", "taken and not said so: sent again under the same id")
                    .inSuite("notification-service", "SendingTest", "a_mail_that_the_server_took"),
            row("F-SM-8", "20 s a mail: four at a time, none twice"),
            row("F-SM-9", "STARTTLS gone or a wrong certificate: nothing leaves in clear")
                    .inSuite("notification-service", "SmtpTlsTest"),
            row("F-SM-10", "greylisted: delivered once")
                    .inSuite("notification-service", "SendingTest", "a_greylisted_mail"),
            row("F-SM-11", "a mail with a dead link is not sent")
                    .inSuite("notification-service", "SendMailTest", "f_sm_11_")
                    .inSuite("notification-service", "WelcomeMailTest", "f_sm_11_"),
            row("F-SM-12", "two instances: each mail once")
                    .inSuite("notification-service", "SendingTest", "two_instances"),
            row("F-SM-13", "a redrive sends exactly the chosen ones once")
                    .inSuite("notification-service", "NotificationControllerTest", "f_sm_13_")
                    .inSuite("notification-service", "PostgresLedgerTest", "f_sm_13_"));

    private MailRows() {}
}
