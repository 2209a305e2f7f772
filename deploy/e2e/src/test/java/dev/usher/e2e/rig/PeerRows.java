package dev.usher.e2e.rig;

import static dev.usher.e2e.rig.Row.row;

import java.util.List;

/** A service that another one asks: down, hanging, wrong. */
final class PeerRows {
    static final List<Row> ROWS = List.of(
            row("F-PE-1", "what is allowed cannot be known: 503, never allowed")
                    .inSuite("catalog-service", "OutageTest")
                    .inSuite("auth-service", "PermissionsTest", "f_pe_1_")
                    .inSuite("notification-service", "NotificationControllerTest", "f_pe_1_"),
            row("F-PE-2", "auth-service down: the others serve with the keys that they know")
                    .inSuite("shared-kernel", "RemoteKeysTest", "the_last_good_set_stays")
                    .inSuite("profile-service", "MisbehavingAuthTest", "a_port_that_nobody_listens_on")
                    .full(PeerScenarios::auth_is_down),
            row("F-PE-3", "a peer that hangs: answers within 2 s, the circuit opens")
                    .inSuite("profile-service", "MisbehavingAuthTest", "a_peer_that_stalls")
                    .inSuite("profile-service", "MisbehavingAuthTest", "five_failures_open_the_circuit")
                    .full(Hanging.of(Dependency.AUTH)),
            row("F-PE-4", "a peer that answers nonsense is an outage")
                    .inSuite("profile-service", "MisbehavingAuthTest", "an_")
                    .full(PeerScenarios::auth_answers_nonsense),
            row("F-PE-5", "the answer of a peer is lost after it acted: repeating shows it")
                    .inSuite("profile-service", "MisbehavingAuthTest", "a_change_whose_answer_got_lost")
                    .inSuite("auth-service", "ChangePasswordTest", "f_pe_5_")
                    .full(PeerScenarios::answer_lost),
            row("F-PE-6", "keys rotate under load: no valid token is refused")
                    .inSuite("auth-service", "KeyRotationTest", "f_pe_6_")
                    .inSuite("shared-kernel", "RemoteKeysTest", "a_new_key_is_found"),
            row("F-PE-7", "garbage instead of keys: the last good ones stay")
                    .inSuite("shared-kernel", "RemoteKeysTest", "garbage_leaves"),
            row("F-PE-8", "a peer that moves is found again"));

    private PeerRows() {}
}
