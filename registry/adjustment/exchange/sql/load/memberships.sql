-- Memberships under their own numbers, which tell the order of entry. The first open one of a household is its head.
-- A missing real date counts as earlier than all others.
INSERT INTO registry_membership (
    id, person_id, household_id, village_code, relation, counted_from, counted_until,
    kind_in, reason_in, joined_on, kind_out, reason_out, left_on, version)
SELECT m.membership::bigint, m.person::bigint, h.id, h.village_code,
       CASE WHEN m.counted_until IS NULL AND 1 = row_number() OVER (
           PARTITION BY h.id, m.counted_until IS NULL ORDER BY m.membership::bigint) THEN 'head' ELSE 'other' END,
       m.counted_from::int, m.counted_until::int, m.kind_in, 'other', COALESCE(m.joined_on::date, '1900-01-01'),
       CASE WHEN m.counted_until IS NULL THEN '' ELSE m.kind_out END,
       CASE WHEN m.counted_until IS NULL THEN '' ELSE 'other' END,
       CASE WHEN m.counted_until IS NOT NULL THEN COALESCE(m.left_on::date, '1900-01-01') END, 1
FROM in_memberships m
JOIN registry_household h ON h.id = m.household::bigint
ORDER BY h.village_code, h.id, m.membership::bigint
