-- Rights on the audit log in PostgreSQL. Start serve once as the owner of the database, which makes the tables, then run
-- this as the owner, and give each program its own role. Where an update brings a new table, do both again.
--   bot      serve: adds rows and anchors, takes nothing back
--   auditor  audit verify: reads
--   keeper   audit prune, whose-link and forget: what an operator does, beyond the bot's rights
GRANT SELECT ON ALL TABLES IN SCHEMA public TO bot, auditor, keeper;

GRANT INSERT ON audit_event, audit_actor, audit_anchor TO bot, keeper;
-- the row that names the chain's end is moved with every commit; the chain itself shows whether it was moved wrongly
GRANT INSERT, UPDATE ON audit_chain TO bot, keeper;
-- how far each stream of rows has come
GRANT INSERT, UPDATE ON audit_stream TO bot;

-- the trigger lets go only of rows at or below a checkpoint
GRANT DELETE ON audit_event, audit_actor TO keeper;
GRANT INSERT ON audit_pruned TO keeper;
