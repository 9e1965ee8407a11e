"""A stream told and written as COPY text: what a process of its own does."""

import gc
from dataclasses import dataclass
from time import process_time

from . import rows
from .streams import Stream, Teller, Told
from .years import YearRows


@dataclass(frozen=True)
class Written:
    """The text of a stream by table, in the order in which it must be copied, and what it cost."""

    tables: dict[str, bytes]
    households: int
    persons: int
    rows: int
    seconds: float  # of processor time


def write(stream: Stream) -> Written:
    """Tell a stream and write it down."""
    start = process_time()
    gc.disable()  # a stream makes a hundred thousand objects, keeps them all and then drops them at once
    told = Teller(stream).tell()
    tables = {table: text.encode() for table, text in texts_of(told, stream).items()}
    count = sum(text.count(b"\n") for text in tables.values())
    gc.freeze()  # beyond the stream only caches stay, and they stay for ever: nobody need search them for cycles
    gc.enable()
    return Written(tables, len(told.homes), len(told.persons), count, process_time() - start)


def texts_of(told: Told, stream: Stream) -> dict[str, str]:
    """The lines for COPY of every table."""
    years = YearRows(stream.time, stream.lines)
    memberships, decisions = [], []
    for home in told.homes:
        code = home.village.code
        for stay in home.stays:
            memberships.append(rows.membership(stay, home.id, code))
            if stay.counted_until is None or not stay.person.village_code:
                stay.person.village_code = code
        decisions += [rows.decision(filed, home.id, code) for filed in home.decisions]
        years.add(home)
    lines = {
        "registry_household": [rows.household(home) for home in told.homes],
        "registry_person": [rows.person(person) for person in told.persons],
        "registry_membership": memberships,
        "registry_memberyear": years.member_years,
        "registry_statement": years.statements,
        "registry_survey": years.surveys,
        "registry_decision": decisions,
        "registry_closing": years.closings,
    }
    return {table: "".join(written) for table, written in lines.items()}
