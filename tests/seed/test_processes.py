from dataclasses import replace

from registry.seed.processes import FEW, written
from registry.seed.streams import Stream

from .streams import stream


def streams(count: int) -> list[Stream]:
    """As a plan is cut: each with ids and numbers of its own."""
    one = stream(20)
    return [
        replace(one, number=number, streams=count, first_household=1 + 20 * number, first_person=1 + 200 * number)
        for number in range(count)
    ]


def test_streams_come_in_their_order_and_whole_from_as_many_processes_as_there_are() -> None:
    pieces = list(written(streams(FEW + 7)))
    firsts = [piece.tables["registry_household"].split(b"\t", 1)[0] for piece in pieces]
    assert firsts == [str(1 + 20 * number).encode() for number in range(FEW + 7)]


def test_another_process_writes_what_this_one_would() -> None:
    alone, together = list(written(streams(FEW - 1))), list(written(streams(FEW)))
    tables = ("registry_memberyear", "registry_statement", "registry_closing")
    assert together[0].households == alone[0].households == 20
    assert all(b"\t" in together[0].tables[table] for table in tables)


def test_nobody_of_two_streams_has_one_number() -> None:
    numbers = [
        line.split(b"\t")[8] for piece in written(streams(3)) for line in piece.tables["registry_person"].splitlines()
    ]
    assert len(set(numbers)) == len(numbers)
