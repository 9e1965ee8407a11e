-- Last year's closing rows of the unit's households that lie outside of its span.
INSERT INTO opening
SELECT away.*
FROM (SELECT household_id FROM home h
      WHERE NOT EXISTS (SELECT FROM opening WHERE opening.household_id = h.household_id)) lacking
CROSS JOIN LATERAL (
    SELECT household_id, village_code, closing_status, members_closing
    FROM registry_closing
    WHERE household_id = lacking.household_id AND year = %(year)s - 1 LIMIT 1
) away
