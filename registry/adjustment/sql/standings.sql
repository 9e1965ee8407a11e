-- Members, income and the seven guarantees of each household (domain.md §13.2). Only a survey entered or confirmed for the
-- year counts, and the net income of a statement that somebody entered. Both are looked for in the unit's span (t, v),
-- and by number only where they are not there. OFFSET 0: what a step says is worked out once, however often it is used.
CREATE TEMP TABLE standing AS
WITH measured AS (
    SELECT s.household_id, COALESCE(n.closing, 0) AS members_closing, n.unschooled, n.schooling_unknown, n.uninsured,
           n.insurance_unknown, c.food, c.clothing, c.water, c.grade, c.remedy_on,
           c.remedy IN ('rebuilt_accepted', 'relocated_occupied') AND c.remedy_on <= %(node)s AS remedied,
           c.surveyed AND c.net_income IS NOT NULL AS surveyed, c.net_income
    FROM subject s
    LEFT JOIN people n ON n.household_id = s.household_id
    LEFT JOIN (
        SELECT household_id, %(net_income)s AS net_income FROM registry_statement
        WHERE year = %(year)s AND village_code BETWEEN %(first)s AND %(last)s
    ) t ON t.household_id = s.household_id
    LEFT JOIN registry_survey v
        ON v.household_id = s.household_id AND v.year = %(year)s AND v.confirmed
        AND v.village_code BETWEEN %(first)s AND %(last)s
    LEFT JOIN LATERAL (
        SELECT * FROM registry_survey
        WHERE v.id IS NULL AND household_id = s.household_id AND year = %(year)s AND confirmed OFFSET 0
    ) w ON true
    CROSS JOIN LATERAL (
        SELECT COALESCE(t.net_income, (
                   SELECT %(net_income)s FROM registry_statement WHERE household_id = s.household_id AND year = %(year)s
               )) AS net_income,
               COALESCE(v.id, w.id) IS NOT NULL AS surveyed,
               COALESCE(v.food, w.food) AS food, COALESCE(v.clothing, w.clothing) AS clothing,
               COALESCE(v.safe_water, w.safe_water) AS water, COALESCE(v.housing_grade, w.housing_grade) AS grade,
               COALESCE(v.housing_remedy, w.housing_remedy) AS remedy, COALESCE(v.remedy_on, w.remedy_on) AS remedy_on
    ) c
), divided AS (
    SELECT *, CASE WHEN members_closing > 0 THEN round(net_income / members_closing, 2) END AS income_per_head
    FROM measured OFFSET 0
), judged AS (
    SELECT household_id, surveyed, members_closing, net_income, income_per_head,
           CASE WHEN income_per_head > %(line)s THEN 'met' WHEN income_per_head <= %(line)s THEN 'unmet'
                ELSE 'unknown' END AS income,
           CASE WHEN food THEN 'met' WHEN NOT food THEN 'unmet' ELSE 'unknown' END AS food,
           CASE WHEN clothing THEN 'met' WHEN NOT clothing THEN 'unmet' ELSE 'unknown' END AS clothing,
           CASE WHEN water THEN 'met' WHEN NOT water THEN 'unmet' ELSE 'unknown' END AS water,
           CASE WHEN grade IN ('A', 'B') THEN 'met' WHEN grade IN ('C', 'D') AND remedied THEN 'met'
                WHEN grade IN ('C', 'D') THEN 'unmet' ELSE 'unknown' END AS housing,
           CASE WHEN unschooled THEN 'unmet' WHEN schooling_unknown THEN 'unknown' ELSE 'met' END AS education,
           CASE WHEN uninsured THEN 'unmet' WHEN insurance_unknown THEN 'unknown' ELSE 'met' END AS medical
    FROM divided OFFSET 0
)
SELECT *, 'unmet' IN (income, food, clothing, water, housing, education, medical) AS any_unmet,
       income = 'met' AND food = 'met' AND clothing = 'met' AND water = 'met' AND housing = 'met'
           AND education = 'met' AND medical = 'met' AS all_met
FROM judged
