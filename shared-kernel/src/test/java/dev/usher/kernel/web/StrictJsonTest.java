package dev.usher.kernel.web;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.kernel.web.SampleController.Patched;
import dev.usher.kernel.web.SampleController.Sample;
import java.io.IOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[]",
                "null x",
                "\"text\"",
                "1",
                "{} {}",
                "{}x",
                "{'first_name':\"a\"}",
                "{first_name:\"a\"}",
                "{\"first_name\":\"a\",}",
                "{} // comment",
                "{\"first_name\":\"a\",\"first_name\":\"b\"}",
                "{\"inner\":{\"note\":\"a\",\"note\":\"b\"}}",
                "{\"unknown\":1}",
                "{\"firstName\":\"camel case is not the wire's\"}",
                "{\"inner\":{\"unknown\":1}}",
                "{\"first_name\":1}",
                "{\"first_name\":1.5}",
                "{\"first_name\":true}",
                "{\"first_name\":[\"a\"]}",
                "{\"first_name\":{}}",
                "{\"age\":\"1\"}",
                "{\"age\":\"\"}",
                "{\"age\":1.0}",
                "{\"age\":1e2}",
                "{\"age\":true}",
                "{\"age\":[1]}",
                "{\"age\":9999999999}",
                "{\"age\":NaN}",
                "{\"age\":+1}",
                "{\"age\":01}",
                "{\"active\":\"true\"}",
                "{\"active\":1}",
                "{\"active\":\"\"}",
                "{\"ratio\":\"1.5\"}",
                "{\"ratio\":Infinity}",
                "{\"user_id\":\"\"}",
                "{\"user_id\":\"nonsense\"}",
                "{\"user_id\":7}",
                "{\"born_at\":0}",
                "{\"born_at\":\"yesterday\"}",
                "{\"color\":0}",
                "{\"color\":\"BLUE\"}",
                "{\"color\":\"\"}",
                "{\"tags\":\"a\"}",
                "{\"tags\":[1]}",
                "{\"tags\":{}}",
                "{\"inner\":\"\"}",
                "{\"inner\":\"text\"}",
                "{\"inner\":[]}",
                "{\"inner\":[{}]}",
                "{\"first_name\":\"\\u0000\"}",
                "{\"first_name\":\"\\ud800\"}",
                "{\"first_name\":\"\\udc00\\ud800\"}",
                "{\"first_name\":\"\\ud800\\ud800\\udc00\"}",
                "{\"\\ud800\":1}",
                "{\"inner\":{\"note\":\"a\\u0000\"}}",
                "{\"first_name\":\"line\nbreak\"}",
                "\uFEFF{}"
            })
    void refuses(String text) {
        assertThatThrownBy(() -> Json.strict().readValue(text.getBytes(UTF_8), Sample.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void refuses_what_is_not_utf_8() {
        assertThatThrownBy(() -> read(new byte[] {'"', (byte) 0xc3, '"'})).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> read(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'}))
                .as("NUL in two bytes")
                .isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> read(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}))
                .as("half a surrogate pair")
                .isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> read("{}".getBytes(UTF_16BE))).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void nests_32_levels_and_no_more() throws IOException {
        assertThat(read(("[".repeat(32) + "]".repeat(32)).getBytes(UTF_8)).isArray())
                .isTrue();
        assertThatThrownBy(() -> read(("[".repeat(33) + "]".repeat(33)).getBytes(UTF_8)))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void bounds_numbers_and_names() {
        assertThatThrownBy(() -> read("1".repeat(101).getBytes(UTF_8))).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> read(("{\"" + "n".repeat(257) + "\":1}").getBytes(UTF_8)))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void reads_what_is_right() throws IOException {
        var sample = Json.strict().readValue("""
                        {"first_name": "\\ud83d\\ude00 𝄞 \\u00e9", "age": 3, "active": true, "ratio": 1.50,
                         "user_id": "0190b6f0-0000-7000-8000-000000000001", "born_at": "2020-01-01T00:00:00Z",
                         "color": "RED", "tags": ["", "b"], "inner": {"next": null}}
                        """.getBytes(UTF_8), Sample.class);
        assertThat(sample.firstName()).isEqualTo("\uD83D\uDE00 \uD834\uDD1E \u00e9");
        assertThat(sample.ratio()).isEqualTo(new BigDecimal("1.50"));
        assertThat(sample.tags()).containsExactly("", "b");
        assertThat(Json.strict().readValue("{\"ratio\":2}", Sample.class).ratio())
                .isEqualTo(new BigDecimal("2"));
    }

    @Test
    void writes_null_members_snake_case_and_times_as_text() throws IOException {
        var text = "{\"first_name\":null,\"age\":null,\"active\":null,\"ratio\":1.50,\"user_id\":null,"
                + "\"born_at\":\"2020-01-01T00:00:00.000001Z\",\"color\":null,\"tags\":null,\"inner\":null}";
        assertThat(Json.strict().writeValueAsString(Json.strict().readValue(text, Sample.class)))
                .isEqualTo(text);
    }

    @Test
    void tells_absent_from_null() throws IOException {
        var patch = Json.strict().readValue("{\"bio\":null}", Patched.class);
        assertThat(patch.firstName().isPresent()).isFalse();
        assertThat(patch.bio().isPresent()).isTrue();
        assertThat(patch.bio().get()).isNull();
    }

    @Test
    void events_may_have_more_members_but_no_duplicates() throws IOException {
        assertThat(Json.events()
                        .readValue("{\"later\":{\"a\":1},\"first_name\":\"a\"}", Sample.class)
                        .firstName())
                .isEqualTo("a");
        for (var text : new String[] {
            "{\"first_name\":\"a\",\"first_name\":\"b\"}",
            "{\"later\":{\"a\":1,\"a\":2}}",
            "{\"later\":\"\\u0000\"}",
            "{\"age\":\"1\"}"
        }) {
            assertThatThrownBy(() -> Json.events().readValue(text, Sample.class))
                    .as(text)
                    .isInstanceOf(JsonProcessingException.class);
        }
    }

    private static JsonNode read(byte[] bytes) throws IOException {
        return Json.strict().readTree(bytes);
    }
}
