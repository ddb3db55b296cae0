-- What was written stays: nothing is changed, nothing removed.
CREATE TRIGGER runs_no_update BEFORE UPDATE ON runs
BEGIN SELECT RAISE(ABORT, 'runs is only added to'); END

CREATE TRIGGER runs_no_delete BEFORE DELETE ON runs
BEGIN SELECT RAISE(ABORT, 'runs is only added to'); END

CREATE TRIGGER reports_no_update BEFORE UPDATE ON reports
BEGIN SELECT RAISE(ABORT, 'reports is only added to'); END

CREATE TRIGGER reports_no_delete BEFORE DELETE ON reports
BEGIN SELECT RAISE(ABORT, 'reports is only added to'); END

CREATE TRIGGER failures_no_update BEFORE UPDATE ON failures
BEGIN SELECT RAISE(ABORT, 'failures is only added to'); END

CREATE TRIGGER failures_no_delete BEFORE DELETE ON failures
BEGIN SELECT RAISE(ABORT, 'failures is only added to'); END

CREATE TRIGGER findings_no_update BEFORE UPDATE ON findings
BEGIN SELECT RAISE(ABORT, 'findings is only added to'); END

CREATE TRIGGER findings_no_delete BEFORE DELETE ON findings
BEGIN SELECT RAISE(ABORT, 'findings is only added to'); END

CREATE TRIGGER sightings_no_update BEFORE UPDATE ON sightings
BEGIN SELECT RAISE(ABORT, 'sightings is only added to'); END

CREATE TRIGGER sightings_no_delete BEFORE DELETE ON sightings
BEGIN SELECT RAISE(ABORT, 'sightings is only added to'); END

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'journal is only added to'); END

CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'journal is only added to'); END

-- REPLACE removes the rows that are in its way without the triggers above, so none may be in the way.
CREATE TRIGGER findings_once BEFORE INSERT ON findings
WHEN EXISTS (SELECT 1 FROM findings WHERE content = NEW.content)
BEGIN SELECT RAISE(IGNORE); END

CREATE TRIGGER runs_next BEFORE INSERT ON runs
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM runs)
BEGIN SELECT RAISE(ABORT, 'runs follow one another'); END

CREATE TRIGGER reports_once BEFORE INSERT ON reports
WHEN EXISTS (SELECT 1 FROM reports WHERE run = NEW.run AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'reports is only added to'); END

CREATE TRIGGER failures_once BEFORE INSERT ON failures
WHEN EXISTS (SELECT 1 FROM failures WHERE run = NEW.run AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'failures is only added to'); END

CREATE TRIGGER sightings_once BEFORE INSERT ON sightings
WHEN EXISTS (SELECT 1 FROM sightings WHERE run = NEW.run AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'sightings is only added to'); END

-- Each row of the journal carries on from the last.
CREATE TRIGGER journal_next BEFORE INSERT ON journal
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal)
  OR NEW.previous <> coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), '')
  OR EXISTS (SELECT 1 FROM journal WHERE hash = NEW.hash OR (act = NEW.act AND position = NEW.position))
BEGIN SELECT RAISE(ABORT, 'journal rows follow one another'); END
