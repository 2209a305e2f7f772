package dev.usher.notification.adapter.out.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A server's key and certificate, and the authority that signed it. */
final class TestKeys {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static final String ROOT = "root.pem";
    private static final Path AUTHORITY = authority();

    private final KeyStore keys;

    private TestKeys(KeyStore keys) {
        this.keys = keys;
    }

    /** Valid now. */
    static TestKeys of(String hostName) {
        return of(hostName, "-1d");
    }

    /** Its day was long ago. */
    static TestKeys expired(String hostName) {
        return of(hostName, "-30d");
    }

    private static TestKeys of(String hostName, String begin) {
        try {
            var folder = Files.createTempDirectory(AUTHORITY.getParent(), "server");
            var server = folder.resolve("server.p12");
            var request = folder.resolve("request.pem");
            var signed = folder.resolve("signed.pem");
            keytool(server, "-genkeypair -alias server -keyalg EC -dname CN=" + hostName);
            keytool(server, "-certreq -alias server -file " + request);
            keytool(
                    AUTHORITY,
                    "-gencert -alias root -rfc -validity 10 -startdate " + begin + " -ext SAN=dns:" + hostName
                            + " -infile " + request + " -outfile " + signed);
            keytool(server, "-importcert -noprompt -alias root -file " + AUTHORITY.resolveSibling(ROOT));
            keytool(server, "-importcert -noprompt -alias server -file " + signed);
            return new TestKeys(KeyStore.getInstance(server.toFile(), PASSWORD));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Path authority() {
        try {
            var store = Files.createDirectories(Path.of("target", "keys")).resolve("authority.p12");
            Files.deleteIfExists(store);
            keytool(store, "-genkeypair -alias root -keyalg EC -dname CN=root -ext bc:c");
            keytool(store, "-exportcert -alias root -rfc -file " + store.resolveSibling(ROOT));
            return store;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void keytool(Path store, String arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", new String(PASSWORD)));
        command.add("-J-XX:TieredStopAtLevel=1");
        try {
            var keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool " + arguments);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** For the server. */
    SSLContext server() {
        try {
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** For a client that believes this authority and no other. */
    SSLSocketFactory trust() {
        try {
            var believed = KeyStore.getInstance("PKCS12");
            believed.load(null, null);
            believed.setCertificateEntry("root", keys.getCertificate("root"));
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(believed);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
