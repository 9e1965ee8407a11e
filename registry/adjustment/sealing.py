"""The seal of a unit: by what statements, from what parameters and from which versions of which rows it was computed.

It tells cheaply that nothing has been written to since: equal seals, equal results. Different seals prove nothing, as a
value may have been put back, and a restored copy of the database has other versions: then one has to compute again.
"""

from hashlib import sha256

from registry.models import Part
from registry.sqlfile import read_sql, rows_of

from .computing import SQL, STEPS, Basis, configure


def seal_of(basis: Basis, part: Part) -> str:
    """The seal of `part` as its rows stand. Whoever computes takes it first: what is written meanwhile breaks it."""
    configure()
    (versions,) = rows_of(SQL / "versions.sql", **basis.for_part(part))
    said = [str(basis), *(read_sql(SQL / f"{step}.sql") for step in STEPS), *map(str, versions.values())]
    return sha256("\n".join(said).encode()).hexdigest()
