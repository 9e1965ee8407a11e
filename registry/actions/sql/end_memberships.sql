-- Memberships in a removed or closed household end with the year in which the person is registered again (§13.3).
UPDATE registry_membership membership
   SET counted_until = %(year)s,
       kind_out = 'transfer',
       reason_out = 'reregistered',
       left_on = %(today)s,
       version = membership.version + 1
  FROM merging_membership merging
 WHERE membership.id = merging.ends
