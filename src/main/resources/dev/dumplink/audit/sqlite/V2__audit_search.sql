-- Rows of one decision, code and database, newest or oldest first, without looking into the table. There are a few dozen
-- of such kinds, so a search is as many short walks; and new rows go to as few places, which is cheap for the writer.
CREATE INDEX audit_event_kind ON audit_event (decision, code, database_name, seq, time_ms, actor_ref);

-- From a time to the rows; from a request to its rows by reading this narrow list instead of the table.
CREATE INDEX audit_event_time ON audit_event (time_ms, seq, request_id);

-- Each row touched another page of it, which cost the writer more than the two new ones together.
DROP INDEX audit_event_request;
