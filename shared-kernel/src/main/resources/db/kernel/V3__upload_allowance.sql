-- Uploads of a person in the hour that began with the first of them; only in services that take uploads is it ever written.
-- A digest only, and removed an hour later: who does not know the id learns nothing from it.
CREATE TABLE upload_allowance (
    person bytea       PRIMARY KEY,
    since  timestamptz NOT NULL,
    used   integer     NOT NULL CHECK (used >= 1)
);
