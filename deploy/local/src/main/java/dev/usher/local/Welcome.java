package dev.usher.local;

import java.io.IOException;
import java.io.PrintStream;

/** What a person sees when everything is ready: where it is, and what to try first. */
final class Welcome {
    private Welcome() {}

    static void print(PrintStream out, Platform platform, Options options, double seconds) throws IOException {
        out.printf("%nReady in %.1f s.%n%n", seconds);
        out.println("  gateway           " + platform.gateway());
        var mailbox = platform.mailbox();
        if (mailbox != null) {
            out.println("  mailbox           " + mailbox);
        }
        for (var service : Service.values()) {
            out.printf(
                    "  %-16s  http://127.0.0.1:%d/docs%n",
                    service.shortName() + " API", service.port(options.portBase()));
        }
        out.println("  first admin       " + platform.admin().email() + " / "
                + platform.admin().password());
        out.println("  logs              " + options.state().resolve("logs"));
        out.println("  for programs      " + options.state().resolve("platform.json"));
        if (options.demo()) {
            return;
        }
        out.println();
        out.println("Try it:");
        out.println(tour(platform.gateway()).indent(2).stripTrailing());
        if (mailbox != null) {
            out.println("  # and read the welcome mail at " + mailbox);
        }
        out.println();
        out.println("Ctrl-C stops everything.");
        out.flush();
    }

    private static String tour(String gateway) {
        return """
                curl -s %1$s/v1/signup -H 'Content-Type: application/json' \\
                  -d '{"email":"ada@example.com","password":"correct horse battery","first_name":"Ada","last_name":"Lovelace"}'
                token=$(curl -s %1$s/v1/login -H 'Content-Type: application/json' \\
                  -d '{"email":"ada@example.com","password":"correct horse battery"}' | sed 's/.*"access_token":"\\([^"]*\\).*/\\1/')
                curl -s %1$s/v1/profile -H "Authorization: Bearer $token"
                curl -s %1$s/v1/login -H 'Content-Type: application/json' \\
                  -d '{"email":"ada@example.com","password":"wrong"}'     # refused: 401""".formatted(gateway);
    }
}
