-- This year's rows, counted by village and by what decides the term that they stand in (domain.md §13.6).
CREATE TEMP TABLE movement AS
SELECT village_code, opening_status, outcome, split, arrived,
       count(*) AS households, sum(members_opening) AS opening, sum(members_closing) AS closing,
       sum(increase_natural) AS natural_in, sum(increase_correction) AS correction_in,
       sum(increase_transfer) AS transfer_in, sum(decrease_natural) AS natural_out,
       sum(decrease_correction) AS correction_out, sum(decrease_transfer) AS transfer_out
FROM this_year
GROUP BY village_code, opening_status, outcome, split, arrived
