-- Members, income and the seven guarantees of each household (domain.md §13.2). `survey` holds only what was entered or
-- confirmed for the year, `statement` the net income of those that somebody entered.
CREATE TEMP TABLE standing AS
WITH measured AS (
    SELECT s.household_id, COALESCE(n.closing, 0) AS members_closing, n.unschooled, n.schooling_unknown, n.uninsured,
           n.insurance_unknown, c.food, c.clothing, c.safe_water AS water, c.housing_grade AS grade, c.remedy_on,
           c.housing_remedy IN ('rebuilt_accepted', 'relocated_occupied') AND c.remedy_on <= %(node)s AS remedied,
           c.household_id IS NOT NULL AND t.household_id IS NOT NULL AS surveyed,
           t.net_income
    FROM subject s
    LEFT JOIN people n ON n.household_id = s.household_id
    LEFT JOIN statement t ON t.household_id = s.household_id
    LEFT JOIN survey c ON c.household_id = s.household_id
), divided AS (
    SELECT *, CASE WHEN members_closing > 0 THEN round(net_income / members_closing, 2) END AS income_per_head
    FROM measured
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
    FROM divided
)
SELECT *, 'unmet' IN (income, food, clothing, water, housing, education, medical) AS any_unmet,
       income = 'met' AND food = 'met' AND clothing = 'met' AND water = 'met' AND housing = 'met'
           AND education = 'met' AND medical = 'met' AS all_met
FROM judged
