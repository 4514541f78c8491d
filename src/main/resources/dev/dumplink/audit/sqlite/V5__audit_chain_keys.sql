-- The head moves; what names the chain and what links are hashed with stay as they were made.
CREATE TRIGGER audit_chain_keeps_its_keys BEFORE UPDATE ON audit_chain
WHEN NEW.chain_uid IS NOT OLD.chain_uid OR NEW.url_key IS NOT OLD.url_key OR NEW.id IS NOT OLD.id
BEGIN SELECT RAISE(ABORT, 'audit_chain keeps its name and its key'); END;
