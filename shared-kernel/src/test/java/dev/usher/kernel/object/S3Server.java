package dev.usher.kernel.object;

import dev.usher.kernel.testing.Scratch;
import dev.usher.kernel.testing.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** A real S3-speaking server (S3Proxy, objects in memory) as a process of its own, checking signatures. */
public final class S3Server implements AutoCloseable {
    private static final String IDENTITY = "test-identity";
    private static final String CREDENTIAL = "test-credential-of-no-use-elsewhere";

    private final ServerProcess process;
    private final int port;

    private S3Server(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    public static S3Server start() throws IOException {
        var port = Scratch.freePort();
        var directory = Scratch.directory("s3");
        var configuration = directory.resolve("s3.properties");
        Files.writeString(configuration, """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=transient
                jclouds.identity=none
                jclouds.credential=none
                """.formatted(port, IDENTITY, CREDENTIAL));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var jars = System.getProperty("s3.server", "../shared-kernel/target/s3-server") + "/*";
        var process = ServerProcess.start(
                "s3",
                List.of(
                        java,
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        jars,
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        configuration.toString()),
                Map.of(),
                directory.resolve("s3.log"));
        process.await(Duration.ofSeconds(60), () -> accepts(port));
        return new S3Server(process, port);
    }

    private static boolean accepts(int port) throws IOException {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            return socket.isConnected();
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Makes an empty bucket. */
    public void createBucket(String bucket) {
        try (var client = S3Clients.client(endpoint(), Region.US_EAST_1, credentials())) {
            client.createBucket(request -> request.bucket(bucket));
        }
    }

    /** Lets every client of this JVM that looks for credentials as AWS tools do find the ones of this server. */
    public static void offerCredentials() {
        System.setProperty("aws.accessKeyId", IDENTITY);
        System.setProperty("aws.secretAccessKey", CREDENTIAL);
    }

    AwsCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(IDENTITY, CREDENTIAL));
    }

    /** {@code STOP} makes it hang, {@code CONT} heals it. */
    void signal(String signal) {
        process.signal(signal);
    }

    @Override
    public void close() {
        process.close();
    }
}
