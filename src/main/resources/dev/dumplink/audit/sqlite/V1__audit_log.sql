-- One row: the chain's name, its keys, and where it ends.
CREATE TABLE audit_chain (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    chain_uid  TEXT    NOT NULL,
    url_key    TEXT    NOT NULL,
    seq        INTEGER NOT NULL,
    hash       TEXT    NOT NULL
);

-- The persons behind actor_ref. A row here may be deleted (a person's right); the chain covers only the reference,
-- which is HMAC-SHA256(salt, identity), so that nobody can be put in another's place.
CREATE TABLE audit_actor (
    actor_ref        TEXT PRIMARY KEY,
    salt             TEXT NOT NULL,
    actor_kind       TEXT NOT NULL,
    actor_team       TEXT NOT NULL,
    actor_enterprise TEXT NOT NULL,
    actor_user       TEXT NOT NULL,
    UNIQUE (actor_user, actor_team, actor_enterprise, actor_kind)
);

CREATE TABLE audit_event (
    seq             INTEGER PRIMARY KEY,
    event_id        TEXT    NOT NULL UNIQUE,
    time_ms         INTEGER NOT NULL,
    code            TEXT    NOT NULL,
    decision        TEXT    NOT NULL,
    decision_rule   TEXT,
    reason_text     TEXT,
    command         TEXT,
    actor_kind      TEXT    NOT NULL,
    actor_ref       TEXT    NOT NULL,
    channel_id      TEXT,
    request_id      TEXT    NOT NULL,
    idempotency_key TEXT    UNIQUE,
    instance_id     TEXT    NOT NULL,
    app_version     TEXT    NOT NULL,
    database_name   TEXT,
    object_key      TEXT,
    object_version  TEXT,
    object_sha256   TEXT,
    dump_time_ms    INTEGER,
    expires_ms      INTEGER,
    url_hmac        TEXT,
    prev_hash       TEXT    NOT NULL,
    hash            TEXT    NOT NULL
);

-- the rate limit counts these, in the transaction that issues one more
CREATE INDEX audit_event_issued ON audit_event (actor_ref, time_ms) WHERE code = 'DL001I';
CREATE INDEX audit_event_request ON audit_event (request_id);

CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END;

CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event
BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END;

-- INSERT OR REPLACE deletes without firing the trigger above
CREATE TRIGGER audit_event_no_replace BEFORE INSERT ON audit_event
WHEN EXISTS (SELECT 1 FROM audit_event WHERE seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM audit_event WHERE event_id = NEW.event_id)
  OR EXISTS (SELECT 1 FROM audit_event WHERE idempotency_key = NEW.idempotency_key)
BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END;

CREATE TRIGGER audit_actor_no_update BEFORE UPDATE ON audit_actor
BEGIN SELECT RAISE(ABORT, 'audit_actor rows are not changed'); END;

CREATE TRIGGER audit_chain_no_delete BEFORE DELETE ON audit_chain
BEGIN SELECT RAISE(ABORT, 'audit_chain is not deleted'); END;
