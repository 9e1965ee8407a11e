-- The computed rows of a unit, kept for the approval and for applying exactly what was approved.
INSERT INTO registry_rehearsal (%(columns)s)
SELECT %(columns)s FROM result
