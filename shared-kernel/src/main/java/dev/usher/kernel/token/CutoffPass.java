package dev.usher.kernel.token;

import dev.usher.kernel.event.Unreadable;
import dev.usher.kernel.feed.FeedReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What was cut off once stays so: each reading adds to what is known. */
final class CutoffPass implements FeedReader.Pass {
    private final CutoffFeed feed;

    CutoffPass(CutoffFeed feed) {
        this.feed = feed;
    }

    @Override
    public void apply(ConsumerRecord<byte[], byte[]> message) throws Unreadable {
        feed.apply(CutoffData.read(message));
    }

    @Override
    public void settle() {
        feed.sweep();
    }

    @Override
    public void completeAsOf(long nanoTime) {
        feed.freshness().completeAsOf(nanoTime);
    }
}
