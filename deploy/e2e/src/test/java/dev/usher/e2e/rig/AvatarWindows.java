package dev.usher.e2e.rig;

import static dev.usher.e2e.rig.Checks.committed;
import static dev.usher.e2e.rig.Checks.killed;
import static dev.usher.e2e.rig.Checks.patiently;
import static dev.usher.e2e.rig.Checks.recovered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.e2e.rig.Api.Reply;
import dev.usher.e2e.rig.Ledger.Outcome;
import dev.usher.kernel.testing.Form;
import dev.usher.local.Service;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/** profile-service killed while a picture is changed: W-16, W-17, and uploads that break off, F-DK-2. Where the log is full, F-DK-3. */
final class AvatarWindows {
    private static final String AVATAR = "/v1/profile/avatar";

    private AvatarWindows() {}

    private static byte[] picture(int seed) {
        var image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        var random = new Random(seed);
        for (int x = 0; x < 64; x++) {
            for (int y = 0; y < 64; y++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toByteArray();
    }

    private static Reply upload(Rig rig, Holder holder, int seed) {
        return rig.api()
                .send(
                        rig.replica(Service.PROFILE),
                        "PUT",
                        AVATAR,
                        holder.accessToken(),
                        Form.file(picture(seed)),
                        holder.person().email(),
                        "Content-Type",
                        Form.TYPE);
    }

    private static String avatar(Rig rig, Holder holder) {
        return rig.api().profile(holder.person().email(), holder.accessToken()).text("avatar_url");
    }

    private static void assertServed(Rig rig, Holder holder, String url) {
        assertThat(rig.api()
                        .send(Service.PROFILE, "GET", url, holder.accessToken(), null, "avatar")
                        .status())
                .isEqualTo(200);
    }

    /** Names of the files that profile-service keeps. */
    private static Set<String> files(Rig rig) {
        try (var found = Files.walk(rig.objects().resolve("profile"))) {
            return found.filter(Files::isRegularFile)
                    .map(Path::getFileName)
                    .map(Path::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** I-13: no row points to nothing. */
    private static void assertNoRowPointsToNothing(Rig rig) {
        var files = files(rig).toString();
        try (var connection = rig.database(Service.PROFILE).dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select avatar_key from profile where avatar_key is not null")) {
            while (rows.next()) {
                assertThat(files).contains(rows.getString(1));
            }
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    static void killed_before_row(Trial trial) {
        var rig = trial.rig();
        var profile = rig.replica(Service.PROFILE);
        var holder = Holder.signUp(rig.api(), "w16");
        assertThat(patiently(() -> upload(rig, holder, 1)).status()).isEqualTo(200);
        int rounds = trial.times(1, 3);
        for (int round = 0; round < rounds; round++) {
            var old = avatar(rig, holder);
            var before = files(rig).size();
            int seed = round + 2;
            var dead = profile.line(Dependency.POSTGRES)
                    .once(
                            moment -> moment.isRequest("UPDATE") && moment.mentions("update profile"),
                            () -> killed(profile));
            assertThat(upload(rig, holder, seed).outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(dead).succeedsWithin(Duration.ofSeconds(10));
            assertThat(files(rig)).as("the orphan").hasSize(before + 1);
            profile.line(Dependency.POSTGRES).heal();
            profile.start();
            assertThat(avatar(rig, holder)).isEqualTo(old);
            assertServed(rig, holder, old);
            assertNoRowPointsToNothing(rig);
        }
        trial.note("%d kills, each leaves one orphan", rounds);
    }

    static void killed_after_row(Trial trial) {
        var rig = trial.rig();
        var profile = rig.replica(Service.PROFILE);
        var holder = Holder.signUp(rig.api(), "w17");
        assertThat(patiently(() -> upload(rig, holder, 1)).status()).isEqualTo(200);
        int rounds = trial.times(1, 3);
        for (int round = 0; round < rounds; round++) {
            var old = avatar(rig, holder);
            int seed = round + 100;
            var dead = profile.line(Dependency.POSTGRES)
                    .once(moment -> committed(moment, "update profile"), () -> killed(profile));
            assertThat(upload(rig, holder, seed).outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(dead).succeedsWithin(Duration.ofSeconds(10));
            profile.line(Dependency.POSTGRES).heal();
            profile.start();
            var now = avatar(rig, holder);
            assertThat(now).isNotEqualTo(old);
            assertServed(rig, holder, now);
            // Both are there; the old one is an orphan from now on.
            assertThat(files(rig).toString())
                    .contains(now.substring(now.indexOf('=') + 1), old.substring(old.indexOf('=') + 1));
            assertNoRowPointsToNothing(rig);
        }
        trial.note("%d kills, each leaves one orphan", rounds);
    }

    /** By the client half-way, and by a kill of the service half-way. */
    static void upload_breaks_off(Trial trial) throws Exception {
        var rig = trial.rig();
        var profile = rig.replica(Service.PROFILE);
        var holder = Holder.signUp(rig.api(), "dk2");
        assertThat(patiently(() -> upload(rig, holder, 1)).status()).isEqualTo(200);
        var url = avatar(rig, holder);
        var before = files(rig);
        var body = Form.file(picture(7));
        for (int round = 0; round < trial.times(2, 10); round++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), profile.port())) {
                var head = "PUT " + AVATAR + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                        + holder.accessToken() + "\r\nContent-Type: " + Form.TYPE + "\r\nContent-Length: "
                        + body.length + "\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(body, 0, body.length / 2);
                socket.getOutputStream().flush();
                Thread.sleep(300);
                if (round % 2 == 1) {
                    profile.kill();
                }
            }
            if (round % 2 == 1) {
                profile.start();
            }
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(files(rig)).isEqualTo(before));
        assertThat(avatar(rig, holder)).isEqualTo(url);
        assertServed(rig, holder, url);
        long healed = System.nanoTime();
        assertThat(patiently(() -> upload(rig, holder, 9)).status()).isEqualTo(200);
        recovered(trial, healed, Duration.ofSeconds(5));
    }

    /** Every line that is written there fails with "no space left on device". */
    static void log_is_full(Trial trial) throws IOException {
        var rig = trial.rig();
        var replicas = List.of(rig.replica(Service.AUTH), rig.replica(Service.PROFILE));
        for (var replica : replicas) {
            replica.stop();
            Files.move(replica.log(), replica.log().resolveSibling(replica.name() + ".before.log"));
            Files.createSymbolicLink(replica.log(), Path.of("/dev/full"));
            replica.start();
        }
        try {
            var people = trial.times(5, 50);
            for (int i = 0; i < people; i++) {
                var holder = Holder.signUp(rig.api(), "dk3");
                // Says a word in the log each time.
                assertThat(rig.api().logIn(holder.person(), "not the password").status())
                        .isEqualTo(401);
                assertThat(patiently(() -> upload(rig, holder, 1)).status()).isEqualTo(200);
                assertThat(holder.refresh().status()).isEqualTo(200);
            }
            trial.note("%d people served", people);
        } finally {
            for (var replica : replicas) {
                replica.stop();
                Files.delete(replica.log());
                replica.start();
            }
        }
    }
}
