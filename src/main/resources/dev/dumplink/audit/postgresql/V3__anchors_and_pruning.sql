-- What was signed about the chain, each line as it is kept outside as well. Here it can be lost with the rest.
CREATE TABLE audit_anchor (
    number bigint PRIMARY KEY,
    line   text   NOT NULL
);

-- Through which row the log may be deleted, and the anchor that says so. The bot's role needs no right to write here.
CREATE TABLE audit_pruned (
    seq    bigint PRIMARY KEY,
    anchor bigint NOT NULL REFERENCES audit_anchor (number)
);

-- the table is named with its schema: a temporary one of the same name must not stand in for it
CREATE FUNCTION audit_refuse_unless_pruned() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    through bigint;
BEGIN
    EXECUTE format('SELECT coalesce(max(seq), 0) FROM %I.audit_pruned', TG_TABLE_SCHEMA) INTO through;
    IF OLD.seq > through THEN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
    END IF;
    RETURN OLD;
END $$;

DROP TRIGGER audit_event_no_change ON audit_event;
CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_unless_pruned();

CREATE TRIGGER audit_anchor_no_change BEFORE UPDATE OR DELETE ON audit_anchor
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_anchor_no_truncate BEFORE TRUNCATE ON audit_anchor
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_pruned_no_change BEFORE UPDATE OR DELETE ON audit_pruned
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_pruned_no_truncate BEFORE TRUNCATE ON audit_pruned
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
