package dev.usher.kernel.policy;

import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.Unreadable;
import dev.usher.kernel.feed.FeedReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One reading of both topics from their beginning. It begins with nothing, and takes the place of what was known when it is
 * complete: what was deleted meanwhile, and whose deletion has been compacted away too, is then gone.
 */
final class PolicyPass implements FeedReader.Pass {
    private static final String ROLES = Event.topic(PolicyData.ROLE);

    private final Policy policy = new Policy();
    private final PolicyFeed feed;

    PolicyPass(PolicyFeed feed) {
        this.feed = feed;
    }

    @Override
    public void apply(ConsumerRecord<byte[], byte[]> message) throws Unreadable {
        if (message.topic().equals(ROLES)) {
            PolicyData.applyRole(message, policy);
        } else {
            PolicyData.applyMember(message, policy);
        }
    }

    @Override
    public void settle() {
        policy.settle();
    }

    @Override
    public void completeAsOf(long nanoTime) {
        feed.loaded(policy, nanoTime);
    }
}
