package dev.usher.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.usher.kernel.testing.Scratch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void every_taken_port_is_named_with_its_purpose_and_a_way_out() throws IOException {
        try (var one = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                var two = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var wanted = new LinkedHashMap<Integer, String>();
            wanted.put(one.getLocalPort(), "the gateway");
            wanted.put(Scratch.freePort(), "auth-service");
            wanted.put(two.getLocalPort(), "the mailbox");
            assertThatThrownBy(() -> Ports.requireFree(wanted))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("Port %d, wanted for the gateway, is taken".formatted(one.getLocalPort()))
                    .hasMessageContaining("Port %d, wanted for the mailbox, is taken".formatted(two.getLocalPort()))
                    .hasMessageNotContaining("auth-service")
                    .hasMessageContaining("--port-base");
        }
    }

    @Test
    void the_program_that_holds_a_port_is_named_where_the_system_tells() throws IOException {
        assumeThat(Files.isDirectory(Path.of("/proc/self/fd"))).isTrue();
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var wanted = new LinkedHashMap<Integer, String>();
            wanted.put(socket.getLocalPort(), "the gateway");
            assertThatThrownBy(() -> Ports.requireFree(wanted))
                    .hasMessageContaining(
                            "by java (pid " + ProcessHandle.current().pid());
        }
    }

    @Test
    void a_platform_needs_six_ports_and_no_mailbox_when_mails_go_elsewhere() {
        var options = Options.parse(List.of("--port-base", "9080"), Path.of("/state"));
        assertThat(Ports.of(options, true).keySet()).containsExactly(9080, 9081, 9082, 9083, 9084, 9085);
        assertThat(Ports.of(options, false)).doesNotContainKey(9085);
    }

    @Test
    void free_ports_pass() {
        var wanted = new LinkedHashMap<Integer, String>();
        wanted.put(Scratch.freePort(), "the gateway");
        assertThatCode(() -> Ports.requireFree(wanted)).doesNotThrowAnyException();
    }
}
