package dev.usher.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** With the configuration that the services run with. */
class LogLineTest {
    private static String log(String message, Throwable... thrown) throws JoranException {
        var context = new LoggerContext();
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(LogLineTest.class.getResource("/logback.xml")));
        var appender = (ConsoleAppender<?>) context.getLogger("ROOT").getAppender("STDOUT");
        var encoder = (PatternLayoutEncoder) appender.getEncoder();
        var event = new LoggingEvent(
                LogLineTest.class.getName(),
                context.getLogger("dev.usher.kernel.Sample"),
                Level.WARN,
                message,
                thrown.length == 0 ? null : thrown[0],
                new Object[0]);
        event.setTimeStamp(1_767_225_600_123L);
        event.setMDCPropertyMap(Map.of("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736"));
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void a_line_has_the_time_in_utc_the_trace_and_the_message() throws JoranException {
        assertThat(log("It happened, été"))
                .isEqualTo("2026-01-01T00:00:00.123Z WARN  [4bf92f3577b34da6a3ce929d0e0e4736] dev.usher.kernel.Sample: "
                        + "It happened, été" + System.lineSeparator());
    }

    @Test
    void a_message_cannot_make_a_line_of_its_own_or_command_a_terminal() throws JoranException {
        var line = log("user\r\n2026-01-01T00:00:00Z INFO forged\u001b[2J\u0000\u0085\u2028\u202egnp\u2066");
        assertThat(line.lines()).hasSize(1);
        assertThat(line)
                .contains("user\\u000d\\u000a2026-01-01")
                .contains("\\u001b[2J\\u0000\\u0085\\u2028\\u202egnp\\u2066");
    }

    @Test
    void nor_can_the_text_of_an_exception() throws JoranException {
        var line = log("failed", new IllegalStateException("outer\nforged 1", new RuntimeException("inner\nforged 2")));
        assertThat(line)
                .contains("java.lang.IllegalStateException: outer\\u000aforged 1")
                .contains("Caused by: java.lang.RuntimeException: inner\\u000aforged 2")
                .contains("at dev.usher.kernel.web.LogLineTest");
        assertThat(line.lines()).noneMatch(each -> each.startsWith("forged"));
    }
}
