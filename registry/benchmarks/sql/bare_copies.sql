-- Every other row that the run wrote, once more, into tables without an index: changed households and decisions, what they
-- were before, their history (what stood of rows that came without any included), doubts, and the lines of the balance
-- and of the tally. Each session takes its share.
WITH before AS (
    INSERT INTO bare_before SELECT * FROM registry_before WHERE id %% %(sessions)s = %(session)s
    RETURNING 1
), household AS (
    INSERT INTO bare_household SELECT * FROM registry_household h
    WHERE h.id IN (SELECT household_id FROM registry_closing WHERE year = %(year)s AND outcome <> 'unchanged')
      AND h.id %% %(sessions)s = %(session)s
    RETURNING 1
), decision AS (
    INSERT INTO bare_decision SELECT * FROM registry_decision
    WHERE year = %(year)s AND state IN ('applied', 'refused', 'lapsed') AND id %% %(sessions)s = %(session)s
    RETURNING 1
), householdevent AS (
    INSERT INTO bare_householdevent SELECT * FROM registry_householdevent
    WHERE (pgh_created_at >= %(since)s OR pgh_label = 'stood') AND pgh_id %% %(sessions)s = %(session)s
    RETURNING 1
), decisionevent AS (
    INSERT INTO bare_decisionevent SELECT * FROM registry_decisionevent
    WHERE (pgh_created_at >= %(since)s OR pgh_label = 'stood') AND pgh_id %% %(sessions)s = %(session)s
    RETURNING 1
), doubt AS (
    INSERT INTO bare_doubt SELECT * FROM registry_doubt WHERE year = %(year)s AND id %% %(sessions)s = %(session)s
    RETURNING 1
), balance AS (
    INSERT INTO bare_balance SELECT * FROM registry_balance WHERE NOT rehearsed AND id %% %(sessions)s = %(session)s
    RETURNING 1
), tally AS (
    INSERT INTO bare_tally SELECT * FROM registry_tally WHERE NOT rehearsed AND id %% %(sessions)s = %(session)s
    RETURNING 1
)
SELECT (SELECT count(*) FROM before) AS before, (SELECT count(*) FROM household) AS household,
       (SELECT count(*) FROM decision) AS decision, (SELECT count(*) FROM householdevent) AS householdevent,
       (SELECT count(*) FROM decisionevent) AS decisionevent, (SELECT count(*) FROM doubt) AS doubt,
       (SELECT count(*) FROM balance) AS balance, (SELECT count(*) FROM tally) AS tally
