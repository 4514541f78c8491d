-- One row: the chain's name, its keys, and where it ends.
CREATE TABLE audit_chain (
    id         integer PRIMARY KEY CHECK (id = 1),
    chain_uid  text    NOT NULL,
    url_key    text    NOT NULL,
    seq        bigint  NOT NULL,
    hash       text    NOT NULL
);

-- The persons behind actor_ref. A row here may be deleted (a person's right); the chain covers only the reference,
-- which is HMAC-SHA256(salt, identity), so that nobody can be put in another's place.
CREATE TABLE audit_actor (
    actor_ref        text PRIMARY KEY,
    salt             text NOT NULL,
    actor_kind       text NOT NULL,
    actor_team       text NOT NULL,
    actor_enterprise text NOT NULL,
    actor_user       text NOT NULL,
    UNIQUE (actor_user, actor_team, actor_enterprise, actor_kind)
);

CREATE TABLE audit_event (
    seq             bigint PRIMARY KEY,
    event_id        text   NOT NULL UNIQUE,
    time_ms         bigint NOT NULL,
    code            text   NOT NULL,
    decision        text   NOT NULL,
    decision_rule   text,
    reason_text     text,
    command         text,
    actor_kind      text   NOT NULL,
    actor_ref       text   NOT NULL,
    channel_id      text,
    request_id      text   NOT NULL,
    idempotency_key text   UNIQUE,
    instance_id     text   NOT NULL,
    app_version     text   NOT NULL,
    database_name   text,
    object_key      text,
    object_version  text,
    object_sha256   text,
    dump_time_ms    bigint,
    expires_ms      bigint,
    url_hmac        text,
    prev_hash       text   NOT NULL,
    hash            text   NOT NULL
);

-- the rate limit counts these, in the transaction that issues one more
CREATE INDEX audit_event_issued ON audit_event (actor_ref, time_ms) WHERE code = 'DL001I';
CREATE INDEX audit_event_request ON audit_event (request_id);

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;

CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_actor_no_update BEFORE UPDATE ON audit_actor
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_chain_no_delete BEFORE DELETE ON audit_chain
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_actor_no_truncate BEFORE TRUNCATE ON audit_actor
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_chain_no_truncate BEFORE TRUNCATE ON audit_chain
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
