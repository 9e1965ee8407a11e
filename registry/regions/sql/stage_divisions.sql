-- What an edition says, for the length of the load. No index: it is read from one end to the other.
CREATE TEMPORARY TABLE staged_division (
    level smallint,
    short_code varchar(12),
    name varchar(64),
    initials varchar(64)
)
