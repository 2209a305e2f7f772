-- Long enough for a test to end the process in the middle of it.
CREATE TABLE note (id int PRIMARY KEY);
SELECT pg_sleep(3);
INSERT INTO note VALUES (1);
