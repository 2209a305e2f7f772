package dev.usher.e2e.rig;

import java.util.List;
import java.util.stream.Stream;

/** Every row of promises §3.5 and §3.6, family by family. */
final class Rows {
    private static final List<Row> ALL = Stream.of(
                    PostgresRows.ROWS,
                    RedisRows.ROWS,
                    KafkaRows.ROWS,
                    MailRows.ROWS,
                    PeerRows.ROWS,
                    ProcessRows.ROWS,
                    ClockRows.ROWS,
                    DiskRows.ROWS,
                    WindowRows.ROWS)
            .flatMap(List::stream)
            .toList();

    private Rows() {}

    static List<Row> all() {
        return ALL;
    }
}
