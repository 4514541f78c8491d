-- What was signed about the chain, each line as it is kept outside as well. Here it can be lost with the rest.
CREATE TABLE audit_anchor (
    number INTEGER PRIMARY KEY,
    line   TEXT    NOT NULL
);

-- Through which row the log may be deleted, and the anchor that says so.
CREATE TABLE audit_pruned (
    seq    INTEGER PRIMARY KEY,
    anchor INTEGER NOT NULL
);

DROP TRIGGER audit_event_no_delete;

CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event
WHEN OLD.seq > (SELECT coalesce(max(seq), 0) FROM audit_pruned)
BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END;

CREATE TRIGGER audit_anchor_no_update BEFORE UPDATE ON audit_anchor
BEGIN SELECT RAISE(ABORT, 'audit_anchor is append-only'); END;

CREATE TRIGGER audit_anchor_no_delete BEFORE DELETE ON audit_anchor
BEGIN SELECT RAISE(ABORT, 'audit_anchor is append-only'); END;

-- INSERT OR REPLACE deletes without firing the triggers above
CREATE TRIGGER audit_anchor_no_replace BEFORE INSERT ON audit_anchor
WHEN EXISTS (SELECT 1 FROM audit_anchor WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'audit_anchor is append-only'); END;

CREATE TRIGGER audit_pruned_no_update BEFORE UPDATE ON audit_pruned
BEGIN SELECT RAISE(ABORT, 'audit_pruned is append-only'); END;

CREATE TRIGGER audit_pruned_no_delete BEFORE DELETE ON audit_pruned
BEGIN SELECT RAISE(ABORT, 'audit_pruned is append-only'); END;

CREATE TRIGGER audit_actor_no_replace BEFORE INSERT ON audit_actor
WHEN EXISTS (SELECT 1 FROM audit_actor WHERE actor_ref = NEW.actor_ref)
  OR EXISTS (SELECT 1 FROM audit_actor
             WHERE actor_user = NEW.actor_user AND actor_team = NEW.actor_team
               AND actor_enterprise = NEW.actor_enterprise AND actor_kind = NEW.actor_kind)
BEGIN SELECT RAISE(ABORT, 'audit_actor rows are not changed'); END;
