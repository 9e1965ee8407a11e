-- One level of the staged edition into the register; the level above is in already.
-- Invariant: a division keeps its id for ever. Only rows that say something else than before are written.
WITH edition AS (
    SELECT rpad(short_code, 12, '0')::bigint AS code,
           rpad(short_code, 12, '9')::bigint AS last,
           rpad(left(short_code, %(parent_digits)s), 12, '0')::bigint AS parent_code,
           right(short_code, 3)::integer AS number,
           -- 市辖区, 县, 省直辖县级行政区划: levels that exist only in the codes
           %(level)s = 2 AND name = ANY(%(pseudo)s) AS is_pseudo,
           name, initials
    FROM staged_division
    WHERE level = %(level)s
)
INSERT INTO regions_region (level, code, last, parent_id, name, shown_name, initials, kind, valid_from)
SELECT %(level)s, edition.code, edition.last, parent.id, edition.name,
       -- Some units stand at two levels under one padded code (东莞市, 金门县): they are named once.
       coalesce(parent.shown_name, '') || CASE WHEN is_pseudo OR edition.code = parent.code THEN '' ELSE edition.name END,
       edition.initials,
       -- domain.md 1.2: streets, towns, townships; residents' committees, villagers' committees
       CASE WHEN is_pseudo THEN 'pseudo'
            WHEN %(level)s = 4 AND number < 100 THEN 'street'
            WHEN %(level)s = 4 AND number < 200 THEN 'town'
            WHEN %(level)s = 4 AND number < 400 THEN 'township'
            WHEN %(level)s = 5 AND number < 200 THEN 'resident'
            WHEN %(level)s = 5 AND number < 400 THEN 'village'
            WHEN %(level)s > 3 THEN 'other'
            ELSE ''
       END,
       %(day)s
FROM edition
LEFT JOIN regions_region AS parent ON parent.level = %(level)s - 1 AND parent.code = edition.parent_code
ON CONFLICT (level, code) DO UPDATE
SET last = excluded.last, parent_id = excluded.parent_id, name = excluded.name, shown_name = excluded.shown_name,
    initials = excluded.initials, kind = excluded.kind, valid_to = NULL
WHERE (regions_region.last, regions_region.parent_id, regions_region.name, regions_region.shown_name,
       regions_region.initials, regions_region.kind, regions_region.valid_to)
    IS DISTINCT FROM
      (excluded.last, excluded.parent_id, excluded.name, excluded.shown_name,
       excluded.initials, excluded.kind, NULL::date)
