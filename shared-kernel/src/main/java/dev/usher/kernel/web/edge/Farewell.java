package dev.usher.kernel.web.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;

/**
 * The last answer of a connection. Closing right after it would reset the connection under a client that still sends,
 * and lose the answer; so what it sends is thrown away for a while.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A write that fails means that the client has gone.
final class Farewell {
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final long MAX_THROWN_AWAY = 16 * 1024 * 1024;

    private final ChannelHandlerContext ctx;
    private final Deadline deadline;
    private long thrownAway;

    Farewell(ChannelHandlerContext ctx, Deadline deadline) {
        this.ctx = ctx;
        this.deadline = deadline;
    }

    void say(FullHttpResponse answer) {
        deadline.in(LINGER);
        ctx.writeAndFlush(answer).addListener(written -> linger());
    }

    private void linger() {
        if (ctx.channel() instanceof DuplexChannel channel && channel.isActive()) {
            channel.shutdownOutput();
            channel.config().setAutoRead(true);
            deadline.in(LINGER);
        } else {
            ctx.close();
        }
    }

    void throwAway(Object message) {
        if (message instanceof HttpContent content) {
            thrownAway += content.content().readableBytes();
        }
        ReferenceCountUtil.release(message);
        if (thrownAway > MAX_THROWN_AWAY) {
            ctx.close();
        }
    }
}
