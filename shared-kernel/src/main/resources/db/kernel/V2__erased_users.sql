-- Users whose data were deleted here, so that an event that comes late brings nothing back. A digest only: who does not
-- know the id learns nothing from it. Kept as long as an event could come late.
CREATE TABLE erased_user (
    digest    bytea       PRIMARY KEY,
    erased_at timestamptz NOT NULL
);

CREATE INDEX erased_user_erased ON erased_user (erased_at);

-- What was published about a user goes with the user.
CREATE INDEX outbox_published_key ON outbox (key) WHERE published_at IS NOT NULL;
