-- What was written stays: nothing is changed, nothing removed.
CREATE TRIGGER heads_no_change BEFORE UPDATE OR DELETE ON heads
FOR EACH ROW EXECUTE FUNCTION workbench_refuse()

CREATE TRIGGER heads_no_truncate BEFORE TRUNCATE ON heads
FOR EACH STATEMENT EXECUTE FUNCTION workbench_refuse()
