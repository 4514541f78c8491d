-- How far each stream of rows out of the log has come. The log is its own outbox: a stream reads on from seq and moves it
-- forward when its rows have arrived. Setting seq back sends again what follows; nothing else may be changed by hand.
CREATE TABLE audit_stream (
    name     text   PRIMARY KEY,
    seq      bigint NOT NULL,
    -- which program delivers, and until when nobody else does, by the database's clock
    owner    text   NOT NULL,
    until_ms bigint NOT NULL
);
