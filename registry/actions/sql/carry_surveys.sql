-- Last year's conditions of the unit's households into the open year, unconfirmed: missing until somebody confirms them
-- (domain.md §13.1). A household that has a row of the open year keeps it, so doing this again changes nothing.
INSERT INTO registry_survey (
    household_id, year, village_code, confirmed, food, clothing, safe_water, water_source, water_difficult,
    housing_grade, housing_remedy, remedy_on, housing_structure, housing_area, farmland, irrigated, woodland,
    returned_forest, orchard, pasture, water_surface, production_power, household_power, broadcast, road_distance,
    road, toilet, fuel, cooperative, leading_company, leading_person, extra, version)
SELECT household.id, %(year)s, household.village_code, false, last.food, last.clothing, last.safe_water,
       last.water_source, last.water_difficult, last.housing_grade, last.housing_remedy, last.remedy_on,
       last.housing_structure, last.housing_area, last.farmland, last.irrigated, last.woodland, last.returned_forest,
       last.orchard, last.pasture, last.water_surface, last.production_power, last.household_power, last.broadcast,
       last.road_distance, last.road, last.toilet, last.fuel, last.cooperative, last.leading_company,
       last.leading_person, last.extra, 1
  FROM registry_household household
  JOIN registry_survey last ON last.household_id = household.id AND last.year = %(year)s - 1
 WHERE household.village_code BETWEEN %(first)s AND %(last)s
   AND household.status = ANY (%(statuses)s)
 ORDER BY household.id
ON CONFLICT (household_id, year) DO NOTHING
