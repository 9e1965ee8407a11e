-- Members, income and the seven guarantees of each household (domain.md §13.2). The survey counts only when entered or
-- confirmed for the year. Statement and survey are looked for in the unit's own span, by number where not found there.
CREATE TEMP TABLE standing AS
WITH measured AS (
    SELECT s.household_id, n.unschooled, n.schooling_unknown, n.uninsured, n.insurance_unknown,
           COALESCE(n.closing, 0) AS members_closing,
           COALESCE(c.id, d.id) IS NOT NULL AND COALESCE(t.id, u.id) IS NOT NULL AS surveyed,
           COALESCE(c.food, d.food) AS food, COALESCE(c.clothing, d.clothing) AS clothing,
           COALESCE(c.safe_water, d.safe_water) AS water, COALESCE(c.housing_grade, d.housing_grade, '') AS grade,
           COALESCE(c.housing_remedy, d.housing_remedy) AS remedy, COALESCE(c.remedy_on, d.remedy_on) AS remedy_on,
           CASE WHEN COALESCE(t.id, u.id) IS NOT NULL THEN
               CASE WHEN %(counts_wage)s THEN COALESCE(t.wage, u.wage, 0) ELSE 0 END
               + CASE WHEN %(counts_business)s THEN COALESCE(t.business, u.business, 0) ELSE 0 END
               + CASE WHEN %(counts_asset_dividend)s THEN COALESCE(t.asset_dividend, u.asset_dividend, 0) ELSE 0 END
               + CASE WHEN %(counts_other_property)s THEN COALESCE(t.other_property, u.other_property, 0) ELSE 0 END
               + CASE WHEN %(counts_family_planning)s THEN COALESCE(t.family_planning, u.family_planning, 0) ELSE 0 END
               + CASE WHEN %(counts_dibao)s THEN COALESCE(t.dibao, u.dibao, 0) ELSE 0 END
               + CASE WHEN %(counts_destitute_support)s THEN COALESCE(t.destitute_support, u.destitute_support, 0) ELSE 0 END
               + CASE WHEN %(counts_pension)s THEN COALESCE(t.pension, u.pension, 0) ELSE 0 END
               + CASE WHEN %(counts_ecological)s THEN COALESCE(t.ecological, u.ecological, 0) ELSE 0 END
               + CASE WHEN %(counts_other_transfer)s THEN COALESCE(t.other_transfer, u.other_transfer, 0) ELSE 0 END
               - COALESCE(t.business_cost, u.business_cost, 0)
           END AS net_income
    FROM subject s
    LEFT JOIN people n ON n.household_id = s.household_id
    LEFT JOIN registry_statement t
        ON t.household_id = s.household_id AND t.year = %(year)s AND t.village_code BETWEEN %(first)s AND %(last)s
    LEFT JOIN LATERAL (
        SELECT * FROM registry_statement WHERE t.id IS NULL AND household_id = s.household_id AND year = %(year)s LIMIT 1
    ) u ON true
    LEFT JOIN registry_survey c ON c.household_id = s.household_id AND c.year = %(year)s AND c.confirmed
        AND c.village_code BETWEEN %(first)s AND %(last)s
    LEFT JOIN LATERAL (
        SELECT * FROM registry_survey
        WHERE c.id IS NULL AND household_id = s.household_id AND year = %(year)s AND confirmed LIMIT 1
    ) d ON true
), divided AS (
    SELECT *, CASE WHEN members_closing > 0 THEN round(net_income / members_closing, 2) END AS income_per_head FROM measured
), judged AS (
    SELECT household_id, surveyed, members_closing, net_income, income_per_head,
           CASE WHEN income_per_head > %(line)s THEN 'met' WHEN income_per_head <= %(line)s THEN 'unmet' ELSE 'unknown' END AS income,
           CASE WHEN food THEN 'met' WHEN NOT food THEN 'unmet' ELSE 'unknown' END AS food,
           CASE WHEN clothing THEN 'met' WHEN NOT clothing THEN 'unmet' ELSE 'unknown' END AS clothing,
           CASE WHEN water THEN 'met' WHEN NOT water THEN 'unmet' ELSE 'unknown' END AS water,
           CASE WHEN grade IN ('A', 'B') THEN 'met' WHEN grade NOT IN ('C', 'D') THEN 'unknown'
                WHEN remedy IN ('rebuilt_accepted', 'relocated_occupied') AND remedy_on <= %(node)s THEN 'met'
                ELSE 'unmet' END AS housing,
           CASE WHEN unschooled THEN 'unmet' WHEN schooling_unknown THEN 'unknown' ELSE 'met' END AS education,
           CASE WHEN uninsured THEN 'unmet' WHEN insurance_unknown THEN 'unknown' ELSE 'met' END AS medical
    FROM divided
)
SELECT *, 'unmet' IN (income, food, clothing, water, housing, education, medical) AS any_unmet,
       'met' = ALL (ARRAY[income, food, clothing, water, housing, education, medical]) AS all_met
FROM judged
