package dev.usher.e2e.rig;

import java.util.function.Supplier;

/** What a service talks to, each over a line of its own. */
enum Dependency {
    POSTGRES(PostgresProtocol::new),
    REDIS(RedisProtocol::new),
    KAFKA(KafkaProtocol::new),
    /** Of notification-service only. */
    SMTP(SmtpProtocol::new),
    /** Auth-service as the others see it: its keys and, for profile-service, its API. */
    AUTH(() -> Protocol.RAW);

    @SuppressWarnings("ImmutableEnumChecker") // references to constructors
    private final Supplier<Protocol> protocol;

    Dependency(Supplier<Protocol> protocol) {
        this.protocol = protocol;
    }

    Supplier<Protocol> protocol() {
        return protocol;
    }
}
