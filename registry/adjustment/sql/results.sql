-- The row of each household, in the shape of a closing row (domain.md §13.5), with its decision's fate and its doubts
-- (§13.4, on the new status). Comings and goings count only where there was an opening; a baseline has none (§13.2).
CREATE TEMP TABLE result AS
WITH settled AS (
    SELECT s.household_id, s.village_opening, s.village_code, s.opening_status, s.split, s.decision_id, s.kind, v.outcome,
           m.becomes, COALESCE(m.becomes, s.attribute) AS attribute,
           CASE v.outcome WHEN 'registered' THEN 'poor' WHEN 'stabilised' THEN 'stable'
                WHEN 'unchanged' THEN s.status ELSE v.outcome END AS closing_status,
           CASE WHEN v.outcome = 'closed' AND s.kind <> 'close' THEN 'nobody_left'
                WHEN v.outcome = 'unchanged' THEN v.objection ELSE '' END AS refusal
    FROM subject s
    JOIN verdict v USING (household_id)
    LEFT JOIN (VALUES
        ('exited', 'ordinary_poor', 'ordinary'), ('exited', 'dibao_poor', 'dibao'),
        ('exited', 'destitute_poor', 'destitute'), ('exited', 'dibao_destitute_poor', 'dibao_destitute'),
        ('relapsed', 'ordinary', 'ordinary_poor'), ('relapsed', 'dibao', 'dibao_poor'),
        ('relapsed', 'destitute', 'destitute_poor'), ('relapsed', 'dibao_destitute', 'dibao_destitute_poor')
    ) m (outcome, was, becomes) ON m.outcome = v.outcome AND m.was = s.attribute
    OFFSET 0
)
SELECT s.household_id, %(year)s AS year, s.village_opening, s.village_code, s.opening_status, s.closing_status, s.outcome,
       s.attribute, s.split,
       CASE WHEN s.opening_status <> '' THEN COALESCE(n.stayers, 0) + COALESCE(f.opening, 0) ELSE 0 END
           AS members_opening,
       COALESCE(f.increase_natural, 0) AS increase_natural, COALESCE(f.increase_correction, 0) AS increase_correction,
       COALESCE(f.increase_transfer, 0) AS increase_transfer, COALESCE(f.decrease_natural, 0) AS decrease_natural,
       COALESCE(f.decrease_correction, 0) AS decrease_correction, COALESCE(f.decrease_transfer, 0) AS decrease_transfer,
       t.members_closing, round(t.net_income, 2) AS net_income, t.income_per_head, %(line)s AS line,
       t.income, t.food, t.clothing, t.water, t.housing, t.education, t.medical, s.decision_id, s.refusal,
       CASE WHEN %(baseline)s THEN '[]' ELSE to_jsonb(array_remove(ARRAY[
           CASE WHEN s.closing_status IN ('poor', 'exited', 'relapsed', 'stable') AND NOT t.surveyed
                THEN 'not_surveyed' END,
           CASE WHEN s.closing_status IN ('poor', 'relapsed') AND t.all_met AND s.kind IS DISTINCT FROM 'exit'
                THEN 'ready_not_exited' END,
           CASE WHEN s.closing_status IN ('exited', 'stable') AND t.any_unmet THEN 'slipping' END,
           CASE WHEN s.refusal = '' THEN NULL WHEN s.kind IN ('exit', 'relapse') THEN s.kind || '_refused'
                ELSE 'decision_refused' END,
           CASE WHEN s.outcome IN ('exited', 'relapsed') AND s.becomes IS NULL THEN 'attribute_unmapped' END
       ], NULL)) END AS doubts
FROM settled s
JOIN standing t ON t.household_id = s.household_id
LEFT JOIN people n ON n.household_id = s.household_id
LEFT JOIN flow f ON f.household_id = s.household_id AND s.opening_status <> ''
