package dev.usher.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientTest {
    @Test
    void a_user_agent_is_cut_and_cleaned() {
        assertThat(new Client("192.0.2.1", "a\u0000b\r\nc\ud83e").userAgent()).isEqualTo("abc");
        var cut = new Client("192.0.2.1", "\ud83e\udd8a".repeat(300)).userAgent();
        assertThat(cut.codePointCount(0, cut.length())).isEqualTo(256);
    }
}
