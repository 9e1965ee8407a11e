-- What movers are to the households they left and joined (domain.md §13.2, the table of opening and closing households):
-- members at the opening, increases and decreases by kind. One row a household that saw any of them.
CREATE TEMP TABLE flow AS
SELECT household_id, count(*) FILTER (WHERE opening) AS opening,
       count(*) FILTER (WHERE inward = 'natural') AS increase_natural,
       count(*) FILTER (WHERE inward = 'correction') AS increase_correction,
       count(*) FILTER (WHERE inward = 'transfer') AS increase_transfer,
       count(*) FILTER (WHERE outward = 'natural') AS decrease_natural,
       count(*) FILTER (WHERE outward = 'correction') AS decrease_correction,
       count(*) FILTER (WHERE outward = 'transfer') AS decrease_transfer
FROM (
    SELECT opening AS household_id, true AS opening, '' AS inward,
           CASE WHEN closing IS NULL THEN kind_out WHEN closing <> opening THEN 'transfer' ELSE '' END AS outward
    FROM mover
    WHERE opening IS NOT NULL
    UNION ALL
    SELECT closing, false, CASE WHEN opening IS NULL THEN kind_in ELSE 'transfer' END, ''
    FROM mover
    WHERE closing IS DISTINCT FROM opening AND closing IS NOT NULL
) seen_from_the_household
GROUP BY household_id
