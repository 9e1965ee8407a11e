-- The open year's conditions of a household. To enter them is to confirm what was carried forward.
INSERT INTO registry_survey AS survey (
    household_id, year, village_code, confirmed, food, clothing, safe_water, water_source, water_difficult,
    housing_grade, housing_remedy, remedy_on, housing_structure, housing_area, farmland, irrigated, woodland,
    returned_forest, orchard, pasture, water_surface, production_power, household_power, broadcast, road_distance,
    road, toilet, fuel, cooperative, leading_company, leading_person, extra, version)
SELECT household.id, %(year)s, household.village_code, true, merging.food, merging.clothing, merging.safe_water,
       COALESCE(merging.water_source, ''), merging.water_difficult, COALESCE(merging.housing_grade, ''),
       COALESCE(merging.housing_remedy, ''), merging.remedy_on, COALESCE(merging.housing_structure, ''),
       merging.housing_area, merging.farmland, merging.irrigated, merging.woodland, merging.returned_forest,
       merging.orchard, merging.pasture, merging.water_surface, merging.production_power, merging.household_power,
       merging.broadcast, merging.road_distance, COALESCE(merging.road, ''), merging.toilet,
       COALESCE(merging.fuel, ''), merging.cooperative, merging.leading_company, merging.leading_person,
       COALESCE(merging.extra, '{}'), 1
  FROM merging_survey merging
  JOIN merging_household household USING (staged)
 ORDER BY household.id
ON CONFLICT (household_id, year) DO UPDATE
   SET confirmed = true,
       food = COALESCE(EXCLUDED.food, survey.food),
       clothing = COALESCE(EXCLUDED.clothing, survey.clothing),
       safe_water = COALESCE(EXCLUDED.safe_water, survey.safe_water),
       water_source = COALESCE(NULLIF(EXCLUDED.water_source, ''), survey.water_source),
       water_difficult = COALESCE(EXCLUDED.water_difficult, survey.water_difficult),
       housing_grade = COALESCE(NULLIF(EXCLUDED.housing_grade, ''), survey.housing_grade),
       housing_remedy = COALESCE(NULLIF(EXCLUDED.housing_remedy, ''), survey.housing_remedy),
       remedy_on = COALESCE(EXCLUDED.remedy_on, survey.remedy_on),
       housing_structure = COALESCE(NULLIF(EXCLUDED.housing_structure, ''), survey.housing_structure),
       housing_area = COALESCE(EXCLUDED.housing_area, survey.housing_area),
       farmland = COALESCE(EXCLUDED.farmland, survey.farmland),
       irrigated = COALESCE(EXCLUDED.irrigated, survey.irrigated),
       woodland = COALESCE(EXCLUDED.woodland, survey.woodland),
       returned_forest = COALESCE(EXCLUDED.returned_forest, survey.returned_forest),
       orchard = COALESCE(EXCLUDED.orchard, survey.orchard),
       pasture = COALESCE(EXCLUDED.pasture, survey.pasture),
       water_surface = COALESCE(EXCLUDED.water_surface, survey.water_surface),
       production_power = COALESCE(EXCLUDED.production_power, survey.production_power),
       household_power = COALESCE(EXCLUDED.household_power, survey.household_power),
       broadcast = COALESCE(EXCLUDED.broadcast, survey.broadcast),
       road_distance = COALESCE(EXCLUDED.road_distance, survey.road_distance),
       road = COALESCE(NULLIF(EXCLUDED.road, ''), survey.road),
       toilet = COALESCE(EXCLUDED.toilet, survey.toilet),
       fuel = COALESCE(NULLIF(EXCLUDED.fuel, ''), survey.fuel),
       cooperative = COALESCE(EXCLUDED.cooperative, survey.cooperative),
       leading_company = COALESCE(EXCLUDED.leading_company, survey.leading_company),
       leading_person = COALESCE(EXCLUDED.leading_person, survey.leading_person),
       extra = survey.extra || EXCLUDED.extra,
       version = survey.version + 1
