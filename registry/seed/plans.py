"""A plan, and how it is cut into streams: which villages, which ids, which ID numbers each of them has."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from registry.parameters.queries import poverty_line
from registry.refusal import Refused
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.spans import province_of, span_of

from .cases import Drive
from .copying import reserve
from .dice import Dice
from .numbers import LOT_SIZE, Lots, free_lots
from .paths import Timeline
from .people import Village
from .streams import DECISIONS_RESERVED, PERSONS_RESERVED, SPARE, Stream

STREAM = 2_000  # households that one process tells at a time
PERSONS = 3.5  # a household, with those who left
FEN = 100


@dataclass(frozen=True)
class Plan:
    """What to make. `area` is a code of any level without padding; the shares are of households."""

    area: str = "433124"
    households: int = 3_000
    seed: int = 1
    open_year: int = 2016
    closed_years: int = 3
    decisions: float = 0.1
    wrong: float = 0.01
    append: bool = False

    @property
    def time(self) -> Timeline:
        """Its years."""
        return Timeline.of(self.open_year, self.closed_years)

    @property
    def province(self) -> int:
        """The padded code of the province of its area."""
        return province_of(span_of(self.area).first)


class Ids(NamedTuple):
    """The first ids of a population: of its households, its persons, its decisions."""

    household: int = 1
    person: int = 1
    decision: int = 1


@dataclass(frozen=True)
class Cut:
    """A plan cut into pieces, each some villages with their numbers of households."""

    plan: Plan
    pieces: list[list[tuple[Village, int]]]

    def reserved(self) -> Ids:
        """Ids set aside in the database."""
        households, spare = self.plan.households, SPARE * len(self.pieces)
        return Ids(
            reserve("registry_household", households),
            reserve("registry_person", households * PERSONS_RESERVED + spare),
            reserve("registry_decision", households * DECISIONS_RESERVED + spare),
        )

    def streams(self, ids: Ids, lots: Lots, campaigns: dict[Drive, int], **how: Any) -> list[Stream]:
        """A stream for each piece; `how` are other fields of `Stream`."""
        plan, lines, done, streams = self.plan, lines_of(self.plan), 0, []
        for number, piece in enumerate(self.pieces):
            stream = Stream(
                seed=str(plan.seed),
                area=str(piece[0][0].code)[: Level.COUNTY.digits],
                time=plan.time,
                number=number,
                streams=len(self.pieces),
                lots=lots,
                villages=tuple(piece),
                first_household=ids.household + done,
                first_person=ids.person + done * PERSONS_RESERVED + number * SPARE,
                first_decision=ids.decision + done * DECISIONS_RESERVED + number * SPARE,
                campaigns=campaigns,
                lines=lines,
                decisions=plan.decisions,
                wrong=plan.wrong,
                **how,
            )
            streams.append(stream)
            done += stream.households
        return streams


def cut(plan: Plan) -> Cut:
    """The plan in pieces of at most STREAM households. Refused when the area has no villages."""
    villages = villages_of(plan)
    if not villages:
        raise Refused(_("行政区划里没有 %s 的村，请先装载行政区划") % plan.area)
    return Cut(plan, list(_pieces(villages)))


def lots_for(plan: Plan) -> Lots:
    """ID numbers of which nobody in the register has one yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT left(id_last4, 3)::int / %s FROM registry_person WHERE id_last4 ~ '^[0-9]{3}'", [LOT_SIZE]
        )
        return free_lots({lot for (lot,) in cursor.fetchall()}, int(plan.households * PERSONS))


def lines_of(plan: Plan) -> dict[int, int]:
    """The poverty line of each year of the plan in fen; years that have none are left out."""
    found = {year: poverty_line(plan.province, year) for year in (*plan.time.closed, plan.open_year)}
    return {year: int(amount * FEN) for year, amount in found.items() if amount is not None}


def villages_of(plan: Plan) -> list[tuple[Village, int]]:
    """The villages of the area in the order of their codes, each with its number of households."""
    span = span_of(plan.area)
    inside = Region.objects.filter(level=Level.VILLAGE, code__range=(span.first, span.last), valid_to__isnull=True)
    rural = inside.filter(kind="village")
    chosen = rural if rural.exists() else inside
    villages = [Village(*row) for row in chosen.order_by("code").values_list("id", "code", "name", "parent__name")]
    if not villages:
        return []
    dice = Dice(f"villages of {plan.seed}")
    bounds = list(accumulate(dice.between(5, 15) for _ in villages))
    ends = [0, *(bound * plan.households // bounds[-1] for bound in bounds)]
    counts = (end - before for before, end in pairwise(ends))
    return [(village, count) for village, count in zip(villages, counts, strict=True) if count]


def _pieces(villages: list[tuple[Village, int]]) -> Iterator[list[tuple[Village, int]]]:
    """Pieces of at most STREAM households; a large village may lie in several."""
    piece: list[tuple[Village, int]] = []
    room = STREAM
    for village, count in villages:
        left = count
        while left:
            taken = min(left, room)
            piece.append((village, taken))
            left, room = left - taken, room - taken
            if not room:
                yield piece
                piece, room = [], STREAM
    if piece:
        yield piece
