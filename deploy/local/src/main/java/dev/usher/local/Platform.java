package dev.usher.local;

import dev.usher.kernel.testing.Database;
import dev.usher.local.ServiceEnvironment.BootstrapAdmin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All of it, from the first port to the last process. Closing it ends everything, however far it came. */
final class Platform implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
    private static final String HOST = "http://127.0.0.1:";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);

    private final Options options;
    private final Variables variables;
    private final Path root;
    private final Directories directories;
    private final PlatformFile file;
    private final Supervisor supervisor = new Supervisor(this::publish);
    private final Deque<AutoCloseable> servers = new ArrayDeque<>();
    private volatile @Nullable Map<String, @Nullable Object> addresses;
    private boolean closed;

    /** @param root of the source tree, where the services were built */
    Platform(Options options, Variables variables, Path root, Directories directories) {
        this.options = options;
        this.variables = variables;
        this.root = root;
        this.directories = directories;
        this.file = new PlatformFile(options.state());
        file.remove();
    }

    String gateway() {
        return HOST + options.portBase();
    }

    /** Null where the mails go to a server of somebody else's. */
    @Nullable
    String mailbox() {
        return variables.get("SMTP_HOST").isPresent() ? null : HOST + options.mailboxPort();
    }

    BootstrapAdmin admin() throws IOException {
        var password = variables.get("BOOTSTRAP_ADMIN_PASSWORD");
        return new BootstrapAdmin(
                variables.get("BOOTSTRAP_ADMIN_EMAIL", "admin@example.com"),
                password.isPresent() ? password.get() : directories.secrets().password("BOOTSTRAP_ADMIN_PASSWORD"));
    }

    /** Of those who sell the data set; it stays with the data. */
    String sellerPassword() throws IOException {
        return directories.secrets().password("SELLER_PASSWORD");
    }

    /**
     * Starts everything and returns when all of it is ready.
     *
     * @throws Failure that says what did not start, and why
     */
    void start(Progress progress) throws IOException {
        var backends =
                new LocalBackends(variables, supervisor, directories.secrets(), directories.data(), directories.logs());
        var postgresStep = progress.step("PostgreSQL");
        var redisStep = progress.step("Redis");
        var kafkaStep = progress.step("Kafka");
        var smtpStep = progress.step("SMTP and mailbox");
        var services = new ServiceProcesses(options, root, directories.logs(), supervisor, progress);
        var gatewayStep = progress.step("gateway");

        var postgres = soon(() -> backends.postgres(postgresStep));
        var redis = soon(() -> backends.redis(redisStep));
        // The services look for the broker until it is there: nothing is gained by waiting for it.
        var broker = backends.kafkaAddress();
        var kafka = soon(Executors.callable(() -> backends.kafka(broker, kafkaStep)));
        var smtp = smtp(backends, smtpStep);
        gatewayStep.starting();
        add(new Gateway(options.portBase(), services.addresses(), Gateway.ANSWER_LIMIT));
        await(List.of(postgres, redis));
        var environment = new ServiceEnvironment(
                variables,
                directories.secrets(),
                gateway(),
                HOST + Service.AUTH.port(options.portBase()),
                redis.join(),
                broker,
                smtp,
                directories.data().resolve("objects"),
                admin());
        await(services.start(environment, postgres.join()).stream()
                .map(wait -> soon(Executors.callable(wait)))
                .toList());
        await(List.of(kafka));
        await(List.of(soon(() -> {
            FirstAdministrator.await(gateway(), admin(), services.addresses());
            return true;
        })));
        gatewayStep.ready(gateway());
        supervisor.up();
        addresses = addresses(environment, services, postgres.join());
        publish();
    }

    private String smtp(LocalBackends backends, Progress.Step step) {
        step.starting();
        var external = variables.get("SMTP_HOST");
        if (external.isPresent()) {
            var address = external.get() + ":" + variables.get("SMTP_PORT", "25");
            step.ready(address);
            return address;
        }
        var smtp = backends.smtp();
        add(smtp);
        add(new Mailbox(options.mailboxPort(), smtp));
        step.ready(mailbox() + ", SMTP on port " + smtp.port());
        return smtp.host() + ":" + smtp.port();
    }

    private synchronized void add(AutoCloseable server) {
        servers.addFirst(server);
    }

    private <T> CompletableFuture<T> soon(Callable<T> work) {
        var result = new CompletableFuture<T>();
        var _ = Thread.ofPlatform().daemon().start(() -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                LOG.error("the platform does not start", e);
                supervisor.fail(e instanceof Failure failure ? failure : new Failure(String.valueOf(e.getMessage())));
            }
        });
        return result;
    }

    /** Waits for all of the work, or for the first thing that goes wrong. */
    private void await(List<? extends CompletableFuture<?>> work) {
        var all = CompletableFuture.allOf(work.toArray(CompletableFuture[]::new));
        if (CompletableFuture.anyOf(all, supervisor.failure()).join() instanceof Failure failure) {
            throw failure;
        }
    }

    private Map<String, @Nullable Object> addresses(
            ServiceEnvironment environment, ServiceProcesses services, Map<Service, Database> databases)
            throws IOException {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("gateway", gateway());
        services.addresses()
                .forEach((service, all) ->
                        members.put(service.shortName(), all.getFirst().toString()));
        members.put("mailbox", mailbox());
        var postgres = new LinkedHashMap<String, Object>();
        databases.forEach((service, database) -> postgres.put(
                service.shortName(),
                Map.of(
                        "url", database.jdbcUrl(),
                        "username", database.username(),
                        "password", database.password())));
        members.put("postgres", postgres);
        members.put("redis", environment.redis());
        members.put("kafka", environment.kafka());
        members.put("smtp", environment.smtp());
        members.put(
                "signing_keys",
                variables.get(
                        "SIGNING_KEYS_PATH", directories.secrets().signingKeys().toString()));
        return members;
    }

    /** Writes the file; called again whenever a process has been replaced. */
    private synchronized void publish() {
        var members = addresses;
        if (members != null && !closed) {
            var current = new LinkedHashMap<>(members);
            var pids = new LinkedHashMap<String, List<Long>>(supervisor.pids());
            pids.put("launcher", List.of(ProcessHandle.current().pid()));
            current.put("pids", pids);
            file.write(current);
        }
    }

    /** Blocks until something ends that cannot be brought back. */
    Failure awaitFailure() {
        return supervisor.failure().join();
    }

    /** Users first, then what they use. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        file.remove();
        supervisor.stop(
                List.of(Service.values()).stream().map(Service::shortName).toList(), STOP_LIMIT);
        supervisor.stop(List.of("kafka", "redis"), STOP_LIMIT);
        supervisor.stop(List.of("postgres"), STOP_LIMIT);
        for (var server : servers) {
            try {
                server.close();
            } catch (Exception e) {
                LOG.warn("not closed: {}", server, e);
            }
        }
    }
}
