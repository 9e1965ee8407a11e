-- The doubts that the closing rows opened go; nobody has worked on any of them, or the run could not be undone.
DELETE FROM registry_doubt d
USING registry_closing c, jsonb_array_elements_text(c.doubts) rule
WHERE d.household_id = c.household_id AND d.year = c.year AND d.rule = rule
  AND c.year = %(year)s AND c.village_code BETWEEN %(first)s AND %(last)s
