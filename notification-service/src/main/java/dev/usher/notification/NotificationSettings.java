package dev.usher.notification;

import dev.usher.kernel.value.InvalidValue;
import dev.usher.notification.domain.MailAddress;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of this service, checked at start. A bad one is refused with the name of its environment variable and
 * never with its value.
 *
 * @param publicUrl {@code PUBLIC_URL}: where mailed links lead; http or https, a host, no query, no fragment
 * @param from {@code MAIL_FROM}: an address, or {@code Name <address>}
 * @param workers {@code SMTP_CONNECTIONS}: how many mails are sent at the same time, each over a connection of its own; up to 64, 0 for an
 *     instance that only takes orders
 * @param perDomain {@code MAIL_PER_DOMAIN}: how many of them may be to the same recipient domain; without it three
 *     quarters, so that a domain that is slow never has them all
 * @param lease how long a mail stays with a sender that died; 10 s to 60 s
 * @param templatesPath {@code MAIL_TEMPLATES_PATH}: a directory of letters that take the place of ours, or are in further
 *     languages
 */
@Context
@ConfigurationProperties("usher.mail")
public record NotificationSettings(
        String publicUrl,
        String from,
        int workers,
        @Nullable Integer perDomain,
        Duration lease,
        @Nullable String templatesPath,
        Smtp smtp,
        Dkim dkim) {
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(10);
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(60);

    public NotificationSettings {
        if (workers < 0 || workers > 64) {
            throw new IllegalArgumentException("SMTP_CONNECTIONS must be 0 to 64");
        }
        if (perDomain != null && perDomain < 1) {
            throw new IllegalArgumentException("MAIL_PER_DOMAIN must be 1 or more");
        }
        if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
            throw new IllegalArgumentException("usher.mail.lease must be 10s to 60s");
        }
        publicUrl = webAddress(publicUrl).toString();
        var sender = Sender.parse(from).address().domain();
        if (dkim.signing().isPresent() && !("." + sender).endsWith("." + dkim.domain())) {
            throw new IllegalArgumentException("DKIM_DOMAIN must be the domain of MAIL_FROM or one above it");
        }
    }

    /** Without a slash at its end. */
    public URI publicAddress() {
        return URI.create(publicUrl);
    }

    public Sender sender() {
        return Sender.parse(from);
    }

    public int mailsPerDomain() {
        return perDomain == null ? Math.max(1, workers * 3 / 4) : perDomain;
    }

    public Optional<Path> templates() {
        return Optional.ofNullable(templatesPath)
                .filter(path -> !path.isBlank())
                .map(Path::of);
    }

    private static URI webAddress(String text) {
        try {
            var address = new URI(text.strip().replaceFirst("/+$", ""));
            if (("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null) {
                return address;
            }
        } catch (URISyntaxException refused) {
            // Said below, with the name of the variable.
        }
        throw new IllegalArgumentException("PUBLIC_URL must be an http or https address without query and fragment");
    }

    /** Who the mails are from. */
    public record Sender(@Nullable String name, MailAddress address) {
        static Sender parse(String text) {
            var open = text.indexOf('<');
            try {
                if (open < 0) {
                    return new Sender(null, new MailAddress(text.strip()));
                }
                if (text.strip().endsWith(">")) {
                    var name = text.substring(0, open).strip();
                    var address = text.strip().substring(open + 1, text.strip().length() - 1);
                    return new Sender(name.isEmpty() ? null : name, new MailAddress(address));
                }
            } catch (InvalidValue refused) {
                // Said below, with the name of the variable.
            }
            throw new IllegalArgumentException("MAIL_FROM must be an e-mail address, or a name and an <address>");
        }
    }

    /**
     * Whether mails are signed (RFC 6376); all three or none.
     *
     * @param domain {@code DKIM_DOMAIN}: who vouches for them
     * @param selector {@code DKIM_SELECTOR}: {@code selector._domainkey.domain} holds the public key
     * @param keyPath {@code DKIM_KEY_PATH}: the private key, RSA in PKCS #8, PEM
     */
    @ConfigurationProperties("dkim")
    public record Dkim(
            @Nullable String domain,
            @Nullable String selector,
            @Nullable String keyPath) {
        private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?";

        public Dkim {
            var set = Stream.of(domain, selector, keyPath)
                    .filter(setting -> setting != null && !setting.isBlank())
                    .count();
            if (set != 0 && set != 3) {
                throw new IllegalArgumentException("DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY_PATH must be set together");
            }
            if (set == 3 && !String.valueOf(domain).matches(NAME + "(\\." + NAME + ")+")) {
                throw new IllegalArgumentException("DKIM_DOMAIN must be a domain name");
            }
            if (set == 3 && !String.valueOf(selector).matches(NAME + "(\\." + NAME + ")*")) {
                throw new IllegalArgumentException("DKIM_SELECTOR must be a name as in DNS");
            }
        }

        public Optional<Signing> signing() {
            return domain == null || domain.isBlank() || selector == null || keyPath == null
                    ? Optional.empty()
                    : Optional.of(new Signing(domain, selector, Path.of(keyPath)));
        }

        public record Signing(String domain, String selector, Path key) {}
    }

    /** Whether mail may travel in clear. */
    public enum StartTls {
        OFF,
        /** Nothing is sent, credentials included, before the server has proven its name. */
        REQUIRED
    }

    /**
     * @param host {@code SMTP_HOST}
     * @param port {@code SMTP_PORT}
     * @param username {@code SMTP_USERNAME}; without one nobody is authenticated
     * @param password {@code SMTP_PASSWORD}
     * @param starttls {@code SMTP_STARTTLS}: {@code off} or {@code required}; off with a username only on this machine
     */
    @ConfigurationProperties("smtp")
    public record Smtp(
            String host,
            int port,
            @Nullable String username,
            @Nullable SmtpPassword password,
            String starttls) {
        public Smtp {
            if (host.isBlank()) {
                throw new IllegalArgumentException("SMTP_HOST is not set");
            }
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("SMTP_PORT must be 1 to 65535");
            }
            if (username != null
                    && !username.isBlank()
                    && (password == null || password.reveal().isEmpty())) {
                throw new IllegalArgumentException("SMTP_PASSWORD is not set, but SMTP_USERNAME is");
            }
            if (!"off".equals(starttls) && !"required".equals(starttls)) {
                throw new IllegalArgumentException("SMTP_STARTTLS must be off or required");
            }
            if (username != null && !username.isBlank() && "off".equals(starttls) && !isThisMachine(host)) {
                throw new IllegalArgumentException(
                        "SMTP_STARTTLS must be required when SMTP_USERNAME is set: the password would travel in clear");
            }
        }

        private static boolean isThisMachine(String host) {
            return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
        }

        public StartTls startTls() {
            return "required".equals(starttls) ? StartTls.REQUIRED : StartTls.OFF;
        }

        public Optional<Credentials> credentials() {
            return username == null || username.isBlank() || password == null
                    ? Optional.empty()
                    : Optional.of(new Credentials(username, password));
        }

        public record Credentials(String username, SmtpPassword password) {}
    }
}
