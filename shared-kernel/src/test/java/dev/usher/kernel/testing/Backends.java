package dev.usher.kernel.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The backends of the tests of one JVM: real servers, each started when somebody first asks for it, shared by all tests
 * and ended with the JVM. They come from Docker where an engine answers and has their image or can fetch it, and run as
 * child processes elsewhere; {@code USHER_TEST_BACKENDS=docker|embedded} decides otherwise.
 */
public final class Backends {
    private static final List<String> USED = new CopyOnWriteArrayList<>();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Backends() {}

    /** A fresh, empty database with a role of its own that owns it. */
    public static Database newDatabase() {
        var name = "test_" + DATABASES.incrementAndGet();
        return Postgres.ADMIN.createDatabase(name, name);
    }

    /** {@code redis://host:port}. All tests of the JVM share it: use keys of your own. */
    public static String redisUrl() {
        return Redis.URL;
    }

    /** {@code host:port} of the broker. Topics appear when they are used. All tests of the JVM share it. */
    public static String kafka() {
        return Kafka.BOOTSTRAP;
    }

    /** All tests of the JVM share it: use recipients of your own. */
    public static SmtpServer smtp() {
        return Smtp.SERVER;
    }

    /** Lets a suite that brings backends of its own have them named at the end of the run. */
    public static void alsoUsed(String description) {
        if (!USED.contains(description)) {
            USED.add(description);
        }
    }

    /** What was started in this JVM so far: {@code PostgreSQL 18.6 (embedded)}. */
    static List<String> used() {
        return List.copyOf(USED);
    }

    private static <T> T used(T server, String description) {
        USED.add(description);
        return server;
    }

    private static final class Postgres {
        static final Database ADMIN = start();

        private static Database start() {
            var docker = Containers.postgres();
            var admin = docker.orElseGet(() -> EmbeddedPostgres.start().admin());
            return used(admin, "PostgreSQL " + admin.serverVersion() + where(docker.isPresent()));
        }
    }

    private static final class Redis {
        static final String URL = start();

        private static String start() {
            var docker = Containers.redis();
            var url = docker.orElseGet(() -> EmbeddedRedis.start().url());
            return used(url, "Redis " + EmbeddedRedis.version(url).orElse("?") + where(docker.isPresent()));
        }
    }

    private static final class Kafka {
        static final String BOOTSTRAP = start();

        private static String start() {
            var docker = Containers.kafka();
            var bootstrap = docker.orElseGet(() -> EmbeddedKafka.start().bootstrapServers());
            var version = docker.isPresent() ? Containers.KAFKA_VERSION : EmbeddedKafka.version();
            return used(bootstrap, "Kafka " + version + where(docker.isPresent()));
        }
    }

    private static final class Smtp {
        static final SmtpServer SERVER = used(SmtpServer.start(), "SMTP (GreenMail)");
    }

    private static String where(boolean docker) {
        return docker ? " (Docker)" : " (embedded)";
    }
}
