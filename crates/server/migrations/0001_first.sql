-- One dialect for SQLite and PostgreSQL: text, 64-bit integers and doubles; times are milliseconds since 1970.
CREATE TABLE jobs (
    id             TEXT PRIMARY KEY,
    owner          TEXT NOT NULL,
    key_id         TEXT,
    kind           TEXT NOT NULL,
    project_id     TEXT,
    status         TEXT NOT NULL,
    priority       BIGINT NOT NULL,
    order_json     TEXT NOT NULL,
    stems_bytes    BIGINT NOT NULL,
    created_ms     BIGINT NOT NULL,
    updated_ms     BIGINT NOT NULL,
    started_ms     BIGINT,
    completed_ms   BIGINT,
    expires_ms     BIGINT,
    stage          TEXT,
    progress       DOUBLE PRECISION NOT NULL,
    eta_s          DOUBLE PRECISION,
    attempts       BIGINT NOT NULL,
    not_before_ms  BIGINT NOT NULL,
    worker         TEXT,
    lease_until_ms BIGINT,
    cancel_asked   BIGINT NOT NULL,
    error_json     TEXT,
    result_json    TEXT
);
CREATE INDEX jobs_queue ON jobs (status, priority, created_ms);
CREATE INDEX jobs_owner ON jobs (owner, id);
CREATE INDEX jobs_expiry ON jobs (expires_ms);

CREATE TABLE events (
    job_id  TEXT NOT NULL,
    seq     BIGINT NOT NULL,
    at_ms   BIGINT NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (job_id, seq)
);

CREATE TABLE uploads (
    id           TEXT PRIMARY KEY,
    owner        TEXT NOT NULL,
    name         TEXT NOT NULL,
    metadata     TEXT NOT NULL,
    length_bytes BIGINT NOT NULL,
    offset_bytes BIGINT NOT NULL,
    parts        BIGINT NOT NULL,
    created_ms   BIGINT NOT NULL,
    expires_ms   BIGINT NOT NULL
);

CREATE TABLE idempotency (
    owner        TEXT NOT NULL,
    key          TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    job_id       TEXT NOT NULL,
    created_ms   BIGINT NOT NULL,
    PRIMARY KEY (owner, key)
);

CREATE TABLE api_keys (
    id                  TEXT PRIMARY KEY,
    owner               TEXT NOT NULL,
    name                TEXT NOT NULL,
    role                TEXT NOT NULL,
    scopes              TEXT NOT NULL,
    hash                TEXT NOT NULL,
    requests_per_minute BIGINT,
    jobs_per_day        BIGINT,
    created_ms          BIGINT NOT NULL,
    expires_ms          BIGINT,
    revoked_ms          BIGINT,
    last_used_ms        BIGINT
);

CREATE TABLE usage_days (
    owner    TEXT NOT NULL,
    key_id   TEXT NOT NULL,
    day      TEXT NOT NULL,
    jobs     BIGINT NOT NULL,
    audio_s  DOUBLE PRECISION NOT NULL,
    work_s   DOUBLE PRECISION NOT NULL,
    bytes_in BIGINT NOT NULL,
    PRIMARY KEY (owner, key_id, day)
);

CREATE TABLE secrets (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE webhooks (
    id          TEXT PRIMARY KEY,
    owner       TEXT NOT NULL,
    url         TEXT NOT NULL,
    secret      TEXT NOT NULL,
    -- Kinds of events with spaces between and around.
    kinds       TEXT NOT NULL,
    created_ms  BIGINT NOT NULL,
    disabled_ms BIGINT
);
CREATE INDEX webhooks_owner ON webhooks (owner);

CREATE TABLE deliveries (
    id           TEXT PRIMARY KEY,
    webhook_id   TEXT NOT NULL,
    job_id       TEXT NOT NULL,
    seq          BIGINT NOT NULL,
    kind         TEXT NOT NULL,
    body         TEXT NOT NULL,
    status       TEXT NOT NULL,
    attempts     BIGINT NOT NULL,
    next_ms      BIGINT NOT NULL,
    last_code    BIGINT,
    last_error   TEXT,
    created_ms   BIGINT NOT NULL,
    delivered_ms BIGINT
);
CREATE INDEX deliveries_due ON deliveries (status, next_ms);
CREATE INDEX deliveries_webhook ON deliveries (webhook_id, id);

CREATE TABLE recipes (
    id         TEXT PRIMARY KEY,
    owner      TEXT NOT NULL,
    -- Whose stems it is for.
    job_id     TEXT NOT NULL,
    parent_id  TEXT,
    body       TEXT NOT NULL,
    created_ms BIGINT NOT NULL
);
CREATE INDEX recipes_job ON recipes (job_id);

CREATE TABLE profiles (
    id         TEXT PRIMARY KEY,
    owner      TEXT NOT NULL,
    name       TEXT NOT NULL,
    body       TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    updated_ms BIGINT NOT NULL,
    UNIQUE (owner, name)
);

-- Results by everything that they depend on.
CREATE TABLE results (
    key        TEXT PRIMARY KEY,
    job_id     TEXT NOT NULL,
    created_ms BIGINT NOT NULL
);
CREATE INDEX results_job ON results (job_id);
