-- What was written stays: nothing is changed, nothing removed.
CREATE FUNCTION workbench_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$

CREATE TRIGGER runs_no_change BEFORE UPDATE OR DELETE ON runs
FOR EACH ROW EXECUTE FUNCTION workbench_refuse()

CREATE TRIGGER runs_no_truncate BEFORE TRUNCATE ON runs
FOR EACH STATEMENT EXECUTE FUNCTION workbench_refuse()

CREATE TRIGGER reports_no_change BEFORE UPDATE OR DELETE ON reports
FOR EACH ROW EXECUTE FUNCTION workbench_refuse()

CREATE TRIGGER reports_no_truncate BEFORE TRUNCATE ON reports
FOR EACH STATEMENT EXECUTE FUNCTION workbench_refuse()

CREATE TRIGGER failures_no_change BEFORE UPDATE OR DELETE ON failures
FOR EACH ROW EXECUTE FUNCTION workbench_refuse()

CREATE TRIGGER failures_no_truncate BEFORE TRUNCATE ON failures
FOR EACH STATEMENT EXECUTE FUNCTION workbench_refuse()

CREATE TRIGGER findings_no_change BEFORE UPDATE OR DELETE ON findings
FOR EACH ROW EXECUTE FUNCTION workbench_refuse()

CREATE TRIGGER findings_no_truncate BEFORE TRUNCATE ON findings
FOR EACH STATEMENT EXECUTE FUNCTION workbench_refuse()

CREATE TRIGGER sightings_no_change BEFORE UPDATE OR DELETE ON sightings
FOR EACH ROW EXECUTE FUNCTION workbench_refuse()

CREATE TRIGGER sightings_no_truncate BEFORE TRUNCATE ON sightings
FOR EACH STATEMENT EXECUTE FUNCTION workbench_refuse()

CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal
FOR EACH ROW EXECUTE FUNCTION workbench_refuse()

CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal
FOR EACH STATEMENT EXECUTE FUNCTION workbench_refuse()

-- Each row of the journal carries on from the last.
CREATE FUNCTION workbench_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal)
       OR NEW.previous <> coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), '') THEN
        RAISE EXCEPTION 'journal rows follow one another';
    END IF;
    RETURN NEW;
END $$

CREATE TRIGGER journal_next BEFORE INSERT ON journal
FOR EACH ROW EXECUTE FUNCTION workbench_next()
