-- Every other change of 与户主关系; the household's old head has stepped down.
UPDATE registry_membership membership
   SET relation = merging.relation,
       version = membership.version + 1
  FROM merging_membership merging
 WHERE membership.id = merging.id AND membership.relation <> merging.relation
