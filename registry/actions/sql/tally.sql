-- What came of the households of a run, in every county, prefecture and the province: outcomes, refused decisions by
-- kind and reason, doubts by rule, and why those were poor whose status changed. Each line is a sum over the run's rows, so that
-- the list behind a number is as long as the number.
INSERT INTO registry_tally (run_id, rehearsed, level, region_code, kind, about, word, households, persons)
WITH came AS (
    SELECT village_code / 1000000 AS county, outcome, doubts, count(*) AS households, sum(members_closing) AS persons
    FROM %(results)s
    WHERE year = %(year)s AND village_code BETWEEN %(first)s AND %(last)s
    GROUP BY village_code / 1000000, outcome, doubts
), decided AS (
    SELECT r.village_code / 1000000 AS county, r.outcome, r.refusal, r.members_closing AS persons, d.kind,
           CASE WHEN r.outcome = 'relapsed' THEN d.cause ELSE h.main_cause END AS cause
    FROM %(results)s r
    JOIN registry_decision d ON d.id = r.decision_id
    JOIN registry_household h ON h.id = r.household_id
    WHERE r.year = %(year)s AND r.village_code BETWEEN %(first)s AND %(last)s
), counted (county, kind, about, word, households, persons) AS (
    SELECT county, 'outcome', '', outcome, households, persons
    FROM came
    UNION ALL
    SELECT county, 'doubt', '', jsonb_array_elements_text(doubts), households, persons
    FROM came
    UNION ALL
    SELECT county, 'refusal', kind, refusal, 1, persons
    FROM decided
    WHERE refusal <> ''
    UNION ALL
    SELECT county, 'cause', outcome, cause, 1, persons
    FROM decided
    WHERE outcome IN ('registered', 'exited', 'relapsed')
)
SELECT %(run)s, %(rehearsed)s, a.level, c.county * 1000000 / a.span * a.span, c.kind, c.about, c.word,
       sum(c.households), sum(c.persons)
FROM counted c
CROSS JOIN (VALUES (3, 1000000), (2, 100000000), (1, 10000000000)) a (level, span)
GROUP BY a.level, c.county * 1000000 / a.span * a.span, c.kind, c.about, c.word
