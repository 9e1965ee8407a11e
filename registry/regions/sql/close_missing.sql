-- Divisions that the edition no longer has end the day before it. They stay: households and closed years name them.
UPDATE regions_region
SET valid_to = %(day)s::date - 1
WHERE valid_to IS NULL
  AND NOT EXISTS (
      SELECT FROM staged_division AS staged
      WHERE staged.level = regions_region.level AND rpad(staged.short_code, 12, '0')::bigint = regions_region.code
  )
