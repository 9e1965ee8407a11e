-- Heads who are head no longer.
UPDATE registry_membership membership
   SET relation = merging.relation,
       version = membership.version + 1
  FROM merging_membership merging
 WHERE membership.id = merging.id AND membership.relation = 'head' AND merging.relation <> 'head'
