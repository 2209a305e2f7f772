package dev.usher.kernel.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.value.InvalidValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilePartTest {
    private static final String HEAD = String.join(
            "\r\n",
            "--XX",
            "Content-Disposition: form-data; name=\"file\"; filename=\"a.png\"",
            "Content-Type: image/png",
            "",
            "");

    /** Hands out a few bytes at a time, as a network does. */
    private static final class Dribble extends InputStream {
        private final InputStream whole;
        private final Random random = new Random(1);

        Dribble(byte[] bytes) {
            whole = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() throws IOException {
            return whole.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return whole.read(bytes, offset, Math.min(length, random.nextInt(1, 40)));
        }
    }

    private static FilePart part(String body) {
        return FilePart.of(new Dribble(body.getBytes(StandardCharsets.ISO_8859_1)), "XX", "file");
    }

    private static String content(FilePart part) throws IOException {
        return new String(part.content().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_form_with_one_file_is_read() throws IOException {
        var part = part(HEAD + "hello\r\n--XX--\r\n");

        assertThat(part.fileName()).isEqualTo("a.png");
        assertThat(part.mediaType()).isEqualTo("image/png");
        assertThat(content(part)).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r",
                "\r\n",
                "--XX",
                "\r\n-",
                "\r\n--X",
                "\r\n--XY",
                "\r\r\n--X\r",
                "-\r\n--",
                "--XX--",
                "\r\n\r\n\r\n"
            })
    void content_that_resembles_a_boundary_is_content(String content) throws IOException {
        assertThat(content(part(HEAD + content + "\r\n--XX--"))).isEqualTo(content);
        assertThat(content(part(HEAD + "x".repeat(16_370) + content + "\r\n--XX--\r\nepilogue")))
                .endsWith("x" + content);
    }

    @Test
    void random_bytes_come_through_unchanged() throws IOException {
        var random = new Random(4711);
        for (var round = 0; round < 50; round++) {
            var bytes = new byte[random.nextInt(40_000)];
            for (var index = 0; index < bytes.length; index++) {
                bytes[index] = (byte) "\r\n-Xab".charAt(random.nextInt(6));
            }
            var content = new String(bytes, StandardCharsets.ISO_8859_1).replace("\r\n--XX", "\r\n--XY");

            assertThat(content(part(HEAD + content + "\r\n--XX--"))).isEqualTo(content);
        }
    }

    @Test
    void a_file_may_have_neither_name_nor_type() throws IOException {
        var part = part("--XX\r\nContent-Disposition: form-data; name=file\r\n\r\nhello\r\n--XX--");

        assertThat(part.fileName()).isNull();
        assertThat(part.mediaType()).isNull();
        assertThat(content(part)).isEqualTo("hello");
    }

    @Test
    void A_55_a_file_name_is_taken_as_it_stands() {
        var part = part("--XX\r\ncontent-disposition: form-data; name=\"file\"; filename=\"..\\..\\a\\\"b;c=%0d.png\"; "
                + "filename*=UTF-8''x.svg\r\n\r\nhello\r\n--XX--");

        assertThat(part.fileName()).isEqualTo("..\\..\\a%22b;c=%0d.png");
    }

    @Test
    void an_empty_form_lacks_its_file() {
        assertThatThrownBy(() -> part("--XX--\r\n")).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--X",
                "hello",
                "--XY\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nhello\r\n--XY--",
                "--XX",
                "--XX\r\n",
                "--XX\r\nContent-Disposition: form-data; name=\"file\"",
                "--XX\r\nContent-Type: image/png\r\n\r\nhello\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nhello\r\n--XX--",
                "--XX\r\nContent-Disposition: attachment; name=\"file\"\r\n\r\nhello\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=\"file\"; name=\"other\"\r\n\r\nhello\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=\"file\r\n\r\nhello\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=\"file\"\r\nContent-Disposition: x\r\n\r\nhello\r\n--XX--",
                "--XX\r\nno colon\r\n\r\nhello\r\n--XX--",
            })
    void another_form_is_refused_before_its_content_is_read(String body) {
        assertThatThrownBy(() -> part(body)).isInstanceOf(ProblemException.class);
    }

    @Test
    void a_head_without_end_is_refused() {
        assertThatThrownBy(() -> part("--XX\r\nX-A: " + "a".repeat(100_000))).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "\r\n--XX",
                "\r\n--XX-",
                "\r\n--XXY",
                "\r\n--XX\r\n",
                "\r\n--XX\r\nA: b\r\n\r\nmore\r\n--XX--"
            })
    void a_form_that_does_not_end_behind_its_file_is_refused(String end) {
        var part = part(HEAD + "hello" + end);

        assertThatThrownBy(() -> part.content().readAllBytes()).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a ", "ü", "a\r\nb"})
    void a_boundary_that_is_none_is_refused(String boundary) {
        assertThatThrownBy(() -> FilePart.of(InputStream.nullInputStream(), boundary, "file"))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> FilePart.of(InputStream.nullInputStream(), "x".repeat(71), "file"))
                .isInstanceOf(ProblemException.class);
    }
}
