-- Who was added to, or struck from, a registered household by correction, and in which campaign (domain.md §10, §13.2).
-- Who has no household at one end of the year: the first coming, or the last going, of the year says of what kind it is
-- and when it was; the campaign is the first that allowed corrections in that village on that day.
-- Invariant: one row for each person that increase_correction and decrease_correction of these closing rows count.
WITH row AS (
    SELECT closing.year, closing.village_code, closing.household_id,
           closing.increase_correction > 0 AS gained, closing.decrease_correction > 0 AS lost
      FROM unnest(%(firsts)s::bigint[], %(lasts)s::bigint[]) AS span (first, last)
      JOIN registry_closing closing
        ON closing.year = ANY (%(years)s) AND closing.village_code BETWEEN span.first AND span.last
     WHERE (closing.increase_correction > 0 OR closing.decrease_correction > 0)
       AND closing.opening_status = ANY (%(statuses)s)
), change AS (
    SELECT row.year, row.village_code, own.id AS membership, 'added' AS part, first.joined_on AS day
      FROM row
      JOIN registry_membership own
        ON row.gained AND own.household_id = row.household_id AND own.counted_from = row.year
       AND (own.counted_until IS NULL OR own.counted_until > row.year)
      CROSS JOIN LATERAL (
        SELECT kind_in, joined_on FROM registry_membership
         WHERE person_id = own.person_id AND counted_from = row.year ORDER BY joined_on, id LIMIT 1) first
     WHERE first.kind_in = 'correction'
       AND NOT EXISTS (
        SELECT FROM registry_membership
         WHERE person_id = own.person_id AND counted_from < row.year
           AND (counted_until IS NULL OR counted_until >= row.year))
    UNION ALL
    SELECT row.year, row.village_code, own.id, 'struck', last.left_on
      FROM row
      JOIN registry_membership own
        ON row.lost AND own.household_id = row.household_id AND own.counted_from < row.year
       AND own.counted_until = row.year
      CROSS JOIN LATERAL (
        SELECT kind_out, left_on FROM registry_membership
         WHERE person_id = own.person_id AND counted_until = row.year ORDER BY left_on DESC, id DESC LIMIT 1) last
     WHERE last.kind_out = 'correction'
       AND NOT EXISTS (
        SELECT FROM registry_membership
         WHERE person_id = own.person_id AND counted_from <= row.year
           AND (counted_until IS NULL OR counted_until > row.year))
)
SELECT change.year, change.village_code / %(width)s * %(width)s AS unit, change.membership, change.part,
       campaign.id AS campaign
  FROM change
  LEFT JOIN LATERAL (
    SELECT id FROM registry_campaign
     WHERE 'correction' = ANY (allows)
       AND change.day BETWEEN opens AND closes
       AND (areas = '{}' OR EXISTS (
            SELECT FROM unnest(areas) AS area WHERE starts_with(change.village_code::text, area)))
     ORDER BY opens, id LIMIT 1) campaign ON true
