-- The outcome of each household: the first row of domain.md §13.3 that fits.
-- `objection` is the first condition of the decision's own row that fails (§13.8), empty when none does.
CREATE TEMP TABLE verdict AS
WITH weighed AS (
    SELECT s.*, t.members_closing, t.any_unmet, t.all_met,
           s.announced_on BETWEEN make_date(%(year)s, 1, 1) AND %(node)s AS announced_within,
           'remove' = ANY(c.allows) AS may_remove,
           c.areas = '{}' OR EXISTS (
               SELECT FROM unnest(c.areas) area WHERE starts_with(s.village_code::text, area)) AS in_area,
           s.decided_on BETWEEN c.opens AND c.closes AS in_window
    FROM subject s
    JOIN standing t USING (household_id)
    LEFT JOIN registry_campaign c ON c.id = s.campaign_id
    WHERE s.concerned
), objected AS (
    SELECT *, CASE kind
        WHEN 'remove' THEN CASE
            WHEN status NOT IN ('poor', 'relapsed', 'exited') THEN 'status'
            WHEN may_remove IS NOT TRUE THEN 'campaign'
            WHEN in_area IS NOT TRUE THEN 'area'
            WHEN in_window IS NOT TRUE THEN 'window' ELSE '' END
        WHEN 'register' THEN CASE
            WHEN status <> 'candidate' THEN 'status'
            WHEN NOT procedure_complete THEN 'procedure'
            WHEN announced_on IS NULL OR announced_on > %(node)s THEN 'announcement'
            WHEN members_closing = 0 THEN 'nobody'
            WHEN attribute NOT IN ('ordinary_poor', 'dibao_poor', 'destitute_poor', 'dibao_destitute_poor')
                THEN 'attribute' ELSE '' END
        WHEN 'exit' THEN CASE
            WHEN status NOT IN ('poor', 'relapsed') THEN 'status'
            WHEN NOT procedure_complete THEN 'procedure'
            WHEN announced_within IS NOT TRUE THEN 'announcement'
            WHEN NOT all_met THEN 'guarantees' ELSE '' END
        WHEN 'relapse' THEN CASE
            WHEN status NOT IN ('exited', 'stable') THEN 'status'
            WHEN NOT procedure_complete THEN 'procedure'
            WHEN announced_within IS NOT TRUE THEN 'announcement'
            WHEN NOT any_unmet THEN 'nothing_unmet' ELSE '' END
        WHEN 'stable' THEN CASE
            WHEN status <> 'exited' THEN 'status'
            WHEN NOT procedure_complete THEN 'procedure' ELSE '' END
        ELSE '' END AS objection
    FROM weighed OFFSET 0
)
SELECT household_id, objection, CASE
           WHEN kind = 'remove' AND objection = '' THEN 'removed'
           WHEN kind = 'close' OR (was_registered AND members_closing = 0) THEN 'closed'
           WHEN kind IS NULL OR objection <> '' THEN 'unchanged'
           WHEN kind = 'register' THEN 'registered'
           WHEN kind = 'exit' THEN 'exited'
           WHEN kind = 'relapse' THEN 'relapsed'
           WHEN kind = 'stable' THEN 'stabilised' END AS outcome
FROM objected
