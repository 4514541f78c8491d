-- The head moves; what names the chain and what links are hashed with stay as they were made.
CREATE TRIGGER audit_chain_keeps_its_keys BEFORE UPDATE ON audit_chain
    FOR EACH ROW
    WHEN (NEW.chain_uid IS DISTINCT FROM OLD.chain_uid OR NEW.url_key IS DISTINCT FROM OLD.url_key
        OR NEW.id IS DISTINCT FROM OLD.id)
    EXECUTE FUNCTION audit_refuse();
