-- Closing rows of a year inside some spans, by unit and by all that decides the term they stand in (domain.md §13.6).
-- Invariant: every closing row of the year whose village lies in a span counts once.
SELECT closing.village_code / %(width)s * %(width)s AS unit,
       closing.opening_status,
       closing.closing_status,
       closing.outcome,
       closing.split,
       COALESCE(closing.village_opening <> closing.village_code, false) AS arrived,
       count(*)::int AS households,
       sum(closing.members_opening)::int AS members_opening,
       sum(closing.increase_natural)::int AS increase_natural,
       sum(closing.increase_correction)::int AS increase_correction,
       sum(closing.increase_transfer)::int AS increase_transfer,
       sum(closing.decrease_natural)::int AS decrease_natural,
       sum(closing.decrease_correction)::int AS decrease_correction,
       sum(closing.decrease_transfer)::int AS decrease_transfer,
       sum(closing.members_closing)::int AS members_closing
  FROM unnest(%(firsts)s::bigint[], %(lasts)s::bigint[]) AS span (first, last)
  JOIN registry_closing closing
    ON closing.year = %(year)s AND closing.village_code BETWEEN span.first AND span.last
 GROUP BY 1, 2, 3, 4, 5, 6
