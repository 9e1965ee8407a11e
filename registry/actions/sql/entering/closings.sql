-- Closing rows of past years, as a run of each would have left them, without decisions and doubts (domain.md §13.5).
INSERT INTO registry_closing (
    household_id, year, village_opening, village_code, opening_status, closing_status, outcome, attribute, split,
    members_opening, increase_natural, increase_correction, increase_transfer,
    decrease_natural, decrease_correction, decrease_transfer, members_closing,
    net_income, income_per_head, line, income, food, clothing, water, housing, education, medical, refusal, doubts)
SELECT household.id, entering.year, entering.village_opening, entering.village_code,
       COALESCE(entering.opening_status, ''), entering.closing_status, entering.outcome, entering.attribute,
       entering.split, COALESCE(entering.members_opening, 0), COALESCE(entering.increase_natural, 0),
       COALESCE(entering.increase_correction, 0), COALESCE(entering.increase_transfer, 0),
       COALESCE(entering.decrease_natural, 0), COALESCE(entering.decrease_correction, 0),
       COALESCE(entering.decrease_transfer, 0), entering.members_closing, entering.net_income,
       entering.income_per_head, entering.line, entering.income, entering.food, entering.clothing, entering.water,
       entering.housing, entering.education, entering.medical, '', '[]'
  FROM entering_closing entering
  JOIN entering_household household USING (staged)
 ORDER BY household.id, entering.year
