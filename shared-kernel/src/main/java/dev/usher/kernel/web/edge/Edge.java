package dev.usher.kernel.web.edge;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts a {@link Connection} into every connection of the server, and turns away those beyond the limit. */
@Singleton
final class Edge implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private final EdgeSettings settings;
    private final BodyLimits limits;
    private final AnswerHeaders headers;
    private final Clock clock;
    private final AtomicInteger connections = new AtomicInteger();

    Edge(EdgeSettings settings, BodyLimits limits, AnswerHeaders headers, Clock clock) {
        this.settings = settings;
        this.limits = limits;
        this.headers = headers;
        this.clock = clock;
    }

    EdgeSettings settings() {
        return settings;
    }

    BodyLimits limits() {
        return limits;
    }

    AnswerHeaders headers() {
        return headers;
    }

    Clock clock() {
        return clock;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new ForServer());
        return event.getBean();
    }

    /** Of the listening socket, which makes one for each connection. */
    private final class ForServer implements NettyServerCustomizer {
        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return role == ChannelRole.CONNECTION ? new ForConnection(channel) : this;
        }
    }

    private final class ForConnection implements NettyServerCustomizer {
        private final Channel channel;

        private ForConnection(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void onStreamPipelineBuilt() {
            var connection = new Connection(Edge.this);
            var codec = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
            channel.pipeline().addBefore(codec, "usher-bytes", new Bytes(connection));
            channel.pipeline().addAfter(codec, "usher-connection", connection);
            var full = connections.incrementAndGet() > settings.maxConnections();
            channel.closeFuture().addListener(closed -> connections.decrementAndGet());
            if (full) {
                connection.turnAway(channel.pipeline().context(connection));
            }
        }
    }

    /** Tells that something is arriving, which the codec keeps to itself until it has a whole head. */
    private static final class Bytes extends ChannelInboundHandlerAdapter {
        private final Connection connection;

        private Bytes(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            connection.bytesArrived();
            ctx.fireChannelRead(message);
        }
    }
}
