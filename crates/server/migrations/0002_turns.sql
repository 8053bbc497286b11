-- What one process of many does, and until when.
CREATE TABLE turns (
    name     TEXT PRIMARY KEY,
    until_ms BIGINT NOT NULL
);
