package dev.usher.kernel.token;

import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.KafkaSettings;
import dev.usher.kernel.feed.FeedReader;
import dev.usher.kernel.feed.FeedSource;
import dev.usher.kernel.feed.FeedStart;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** Brings the cut-offs of all services into this process: from as far back as one can matter. */
@Context
@Requires(beans = {AccessTokenVerifier.class, KafkaSettings.class})
final class CutoffReader implements ApplicationEventListener<StartupEvent> {
    /** For publishers whose clocks are behind ours. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private final FeedReader reader;

    CutoffReader(KafkaSettings settings, TokenSettings tokens, CutoffFeed feed, Clock clock) {
        var lookBack = tokens.maxLifetime().plus(AccessTokenVerifier.LEEWAY).plus(MARGIN);
        var start = FeedStart.since(() -> clock.instant().minus(lookBack));
        var source = new FeedSource(CutoffFeed.NAME, Set.of(Event.topic(Cutoff.TYPE)), start);
        this.reader = new FeedReader(source, settings, feed.freshness(), () -> new CutoffPass(feed));
    }

    @PostConstruct
    void start() {
        reader.start();
    }

    /** Before the first request: else a token that ended while this process was away would pass for a moment. */
    @Override
    public void onApplicationEvent(StartupEvent event) {
        reader.awaitFirst();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        reader.stop();
    }
}
