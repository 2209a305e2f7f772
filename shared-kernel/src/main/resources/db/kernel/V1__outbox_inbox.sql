-- Events that left with the change they tell. A bucket is a share of the keys: one relay at a time publishes a bucket,
-- in the order of seq, which for one key is the order of the commits (append takes turns per key).
CREATE TABLE outbox (
    seq           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    bucket        smallint    NOT NULL,
    id            uuid        NOT NULL UNIQUE,
    type          text        NOT NULL,
    source        text        NOT NULL,
    key           text        NOT NULL,
    time          timestamptz NOT NULL,
    dataschema    text,
    data          bytea,
    stored_at     timestamptz NOT NULL,
    published_at  timestamptz,
    -- Refused by Kafka for good. To send it after all, an operator sets parked_at back to null.
    parked_at     timestamptz,
    parked_reason text
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);

CREATE INDEX outbox_backlog ON outbox (bucket, seq) WHERE published_at IS NULL AND parked_at IS NULL;
CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL;
CREATE INDEX outbox_parked ON outbox (parked_at) WHERE parked_at IS NOT NULL;

-- Events that had their effect: written in the transaction of the effect, so that it happens once.
CREATE TABLE inbox (
    source      text        NOT NULL,
    id          uuid        NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (source, id)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.05);

CREATE INDEX inbox_received ON inbox (received_at);
