-- Conditions of every year the file tells of.
INSERT INTO registry_survey (
    household_id, year, village_code, confirmed, food, clothing, safe_water, water_source, water_difficult,
    housing_grade, housing_remedy, remedy_on, housing_structure, housing_area, farmland, irrigated, woodland,
    returned_forest, orchard, pasture, water_surface, production_power, household_power, broadcast, road_distance,
    road, toilet, fuel, cooperative, leading_company, leading_person, extra, version)
SELECT household.id, entering.year, entering.village_code, true, entering.food, entering.clothing, entering.safe_water,
       COALESCE(entering.water_source, ''), entering.water_difficult, COALESCE(entering.housing_grade, ''),
       COALESCE(entering.housing_remedy, ''), entering.remedy_on, COALESCE(entering.housing_structure, ''),
       entering.housing_area, entering.farmland, entering.irrigated, entering.woodland, entering.returned_forest,
       entering.orchard, entering.pasture, entering.water_surface, entering.production_power,
       entering.household_power, entering.broadcast, entering.road_distance, COALESCE(entering.road, ''),
       entering.toilet, COALESCE(entering.fuel, ''), entering.cooperative, entering.leading_company,
       entering.leading_person, COALESCE(entering.extra, '{}'), 1
  FROM entering_survey entering
  JOIN entering_household household USING (staged)
 ORDER BY household.id, entering.year
