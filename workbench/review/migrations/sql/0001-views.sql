-- The journal's rows but those that undo and redo, with whether they were taken back.
CREATE VIEW history AS
SELECT seq, act, topic, kind, subject, reviewer, at, body,
       CASE WHEN seq IN (
           SELECT u.target FROM journal u
           WHERE u.kind = 'undo'
             AND NOT EXISTS (SELECT 1 FROM journal l WHERE l.target = u.target AND l.seq > u.seq)
       ) THEN 1 ELSE 0 END AS undone
FROM journal WHERE kind NOT IN ('undo', 'redo')

-- What stands now: the last row of each topic and subject that was not taken back.
CREATE VIEW current_state AS
SELECT seq, act, topic, kind, subject, reviewer, at, body
FROM (
    SELECT h.*, row_number() OVER (PARTITION BY topic, subject ORDER BY seq DESC) AS place
    FROM history h WHERE undone = 0
) AS ranked
WHERE place = 1
