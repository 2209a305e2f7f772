package dev.usher.kernel.web.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.Problem;
import dev.usher.kernel.web.Json;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Clock;
import java.util.Date;

/** Problems that the connection answers by itself, after which it is closed. */
final class OwnAnswer {
    private OwnAnswer() {}

    static FullHttpResponse of(CommonProblem code, String traceId, Clock clock) {
        var body = Unpooled.wrappedBuffer(bytes(Problem.of(code, code.title() + ".", traceId)));
        var status = HttpResponseStatus.valueOf(code.status());
        var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.DATE, DateFormatter.format(Date.from(clock.instant())));
        if (code == CommonProblem.UNAVAILABLE) {
            answer.headers().set(HttpHeaderNames.RETRY_AFTER, "1");
        }
        return answer;
    }

    private static byte[] bytes(Problem problem) {
        try {
            return Json.strict().writeValueAsBytes(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
