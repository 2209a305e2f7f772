package dev.usher.kernel.feed;

import java.util.Set;

/**
 * What a feed reads.
 *
 * @param name of the feed, for logs, threads and health
 */
public record FeedSource(String name, Set<String> topics, FeedStart start) {
    public FeedSource {
        topics = Set.copyOf(topics);
    }
}
