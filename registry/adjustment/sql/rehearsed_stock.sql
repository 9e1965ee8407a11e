-- Who would be registered at the end of the year, by village and status, from the rehearsed rows.
CREATE TEMP TABLE stock_at_end AS
SELECT village_code, closing_status AS status, count(*) AS households, sum(members_closing) AS members
FROM this_year
GROUP BY village_code, closing_status
