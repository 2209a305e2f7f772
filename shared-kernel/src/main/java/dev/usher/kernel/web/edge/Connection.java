package dev.usher.kernel.web.edge;

import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.Trace;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Watches over one connection, between the HTTP codec and the framework. Requests pass one at a time: those that a
 * client sends ahead wait here until the one before is answered, and are never seen if that one ends the connection.
 * What breaks a limit is answered here, after which the connection is closed.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A write that fails means that the client has gone.
final class Connection extends ChannelDuplexHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int MAX_WAITING = 2048;

    private final Edge edge;
    private final Deque<Object> waiting = new ArrayDeque<>();
    private @Nullable Exchange exchange;
    private @Nullable Deadline deadline;
    /** Once there, nothing passes any more in either direction. */
    private @Nullable Farewell farewell;

    private boolean headBegun;
    private boolean readWanted;

    Connection(Edge edge) {
        this.edge = edge;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline = new Deadline(ctx.executor(), () -> missed(ctx));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        deadline().cancel();
        forgetWaiting();
    }

    /** For one connection too many. */
    void turnAway(ChannelHandlerContext ctx) {
        // Later: the channel is still being set up.
        ctx.executor().execute(() -> end(ctx, CommonProblem.UNAVAILABLE));
    }

    /** Called for bytes, before it is known whether they make a request. */
    void bytesArrived() {
        if (exchange == null && farewell == null && !headBegun) {
            headBegun = true;
            deadline().in(edge.settings().headTimeout());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (farewell != null) {
            farewell.throwAway(message);
        } else if (exchange != null && exchange.received) {
            waiting.add(message);
            if (waiting.size() > MAX_WAITING) {
                ctx.close();
            }
        } else {
            receive(ctx, message);
        }
    }

    private void receive(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            begin(ctx, request);
        } else if (message instanceof HttpContent content && exchange != null) {
            proceed(ctx, exchange, content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        var problem = Head.problem(request);
        var current = new Exchange(request, problem == null ? edge.limits().of(Head.prepare(request)) : 0);
        exchange = current;
        if (problem != null) {
            ReferenceCountUtil.release(request);
            end(ctx, problem);
        } else if (Head.contentLength(request) > current.limit) {
            end(ctx, CommonProblem.TOO_LARGE);
        } else {
            // One trace for the connection's own answers, the handler's, and the log.
            Trace.propagate(
                    request.headers()::set, current.traceId, request.headers().get("traceparent"));
            deadline().in(edge.settings().bodyTimeout());
            ctx.fireChannelRead(request);
        }
    }

    private void proceed(ChannelHandlerContext ctx, Exchange current, HttpContent content) {
        var whole = !content.decoderResult().isFailure();
        if (!whole || !current.received(content.content().readableBytes())) {
            content.release();
            end(ctx, whole ? CommonProblem.TOO_LARGE : CommonProblem.MALFORMED_REQUEST);
            return;
        }
        if (!(content instanceof LastHttpContent)) {
            deadline().in(current.patienceIn(edge.settings()));
        } else {
            current.received = true;
            if (!current.answering) {
                deadline().in(edge.settings().answerTimeout());
            }
        }
        ctx.fireChannelRead(content);
        next(ctx);
    }

    /** The framework asks for more; while it owes an answer it gets none, and the client waits. */
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (exchange == null || !exchange.received || farewell != null) {
            ctx.read();
        } else {
            readWanted = true;
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        var current = exchange;
        if (farewell != null) {
            // Too late: the answer has been given. Completing the promise would close before it has been read.
            ReferenceCountUtil.release(message);
        } else if (current == null || isInformational(message)) {
            ctx.write(message, promise);
        } else {
            answer(ctx, current, message, promise);
        }
    }

    private void answer(ChannelHandlerContext ctx, Exchange current, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            current.answerBegins();
            complete(ctx, response.headers());
        }
        if (message instanceof ByteBufHolder part) {
            current.sent(part.content().readableBytes());
        }
        if (current.received) {
            deadline().in(current.patienceOut(edge.settings()));
        }
        if (message instanceof LastHttpContent) {
            ctx.write(message, promise.unvoid().addListener(sent -> {
                current.answered = true;
                // Not now: the framework is in the middle of its own writing.
                ctx.executor().execute(() -> next(ctx));
            }));
        } else {
            ctx.write(message, promise);
        }
    }

    /** Turns to the next request, once this one is here and answered to its end. */
    private void next(ChannelHandlerContext ctx) {
        if (farewell != null || exchange == null || !exchange.answered || !exchange.received) {
            return;
        }
        exchange = null;
        headBegun = false;
        deadline().clear();
        while (!waiting.isEmpty() && farewell == null && (exchange == null || !exchange.received)) {
            receive(ctx, waiting.poll());
        }
        ctx.fireChannelReadComplete();
        if (readWanted) {
            readWanted = false;
            read(ctx);
        }
    }

    private void missed(ChannelHandlerContext ctx) {
        if (farewell != null || (exchange != null && exchange.answering)) {
            ctx.close();
        } else if (exchange == null || !exchange.received) {
            end(ctx, CommonProblem.REQUEST_TIMEOUT);
        } else {
            try (var _ = MDC.putCloseable(Trace.LOG_KEY, exchange.traceId)) {
                LOG.warn("no answer in time to {} {}", exchange.request.method(), Head.path(exchange.request));
            }
            end(ctx, CommonProblem.UNAVAILABLE);
        }
    }

    /** Answers, unless an answer is on its way, and closes once the client had a chance to read it. */
    private void end(ChannelHandlerContext ctx, CommonProblem problem) {
        var last = new Farewell(ctx, deadline());
        farewell = last;
        forgetWaiting();
        var current = exchange;
        if (current != null && current.answering) {
            ctx.close();
            return;
        }
        var answer = OwnAnswer.of(problem, current == null ? Trace.fresh() : current.traceId, edge.clock());
        complete(ctx, answer.headers());
        last.say(answer);
    }

    private void complete(ChannelHandlerContext ctx, HttpHeaders answer) {
        var parsed = exchange != null && exchange.request.decoderResult().isSuccess() ? exchange.request : null;
        var peer = ctx.channel().remoteAddress() instanceof InetSocketAddress address ? address.getAddress() : null;
        edge.headers().complete(answer, parsed, peer);
    }

    private static boolean isInformational(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private void forgetWaiting() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    private Deadline deadline() {
        if (deadline == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return deadline;
    }
}
