package dev.usher.kernel.policy;

import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.KafkaSettings;
import dev.usher.kernel.feed.FeedReader;
import dev.usher.kernel.feed.FeedSource;
import dev.usher.kernel.feed.FeedStart;
import dev.usher.kernel.token.AccessTokenVerifier;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.util.Set;

/** Brings roles and members into this process, whole. */
@Context
@Requires(beans = {AccessTokenVerifier.class, KafkaSettings.class})
final class PolicyReader implements ApplicationEventListener<StartupEvent> {
    private final FeedReader reader;

    PolicyReader(KafkaSettings settings, PolicyFeed feed) {
        var topics = Set.of(Event.topic(PolicyData.ROLE), Event.topic(PolicyData.MEMBER));
        var source = new FeedSource(PolicyFeed.NAME, topics, FeedStart.beginning());
        this.reader = new FeedReader(source, settings, feed.freshness(), () -> new PolicyPass(feed));
    }

    @PostConstruct
    void start() {
        reader.start();
    }

    /** Before the first request: else those that need a permission would be refused for a moment. */
    @Override
    public void onApplicationEvent(StartupEvent event) {
        reader.awaitFirst();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        reader.stop();
    }
}
