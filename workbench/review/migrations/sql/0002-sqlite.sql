-- What was written stays: nothing is changed, nothing removed.
CREATE TRIGGER heads_no_update BEFORE UPDATE ON heads
BEGIN SELECT RAISE(ABORT, 'heads is only added to'); END

CREATE TRIGGER heads_no_delete BEFORE DELETE ON heads
BEGIN SELECT RAISE(ABORT, 'heads is only added to'); END

-- REPLACE removes the rows that are in its way without the triggers above, so none may be in the way.
CREATE TRIGGER heads_once BEFORE INSERT ON heads
WHEN EXISTS (SELECT 1 FROM heads WHERE content = NEW.content)
BEGIN SELECT RAISE(IGNORE); END
