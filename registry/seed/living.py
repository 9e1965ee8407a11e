"""Land, house and road of a household (§2.5): what stays over the years, and what its conditions make of a year."""

from dataclasses import dataclass, field, fields
from functools import cache

from registry.choices import Fuel, HousingStructure, Road, WaterSource

from .conditions import SAFE, Conditions
from .dice import Dice, spread
from .states import FLAG, NULL

POOL = 3000  # different ways to live; households share them

ROADS = spread({Road.EARTH: 25, Road.GRAVEL: 20, Road.CONCRETE: 52, Road.ASPHALT: 3})
FUELS = spread({Fuel.FIREWOOD: 66, Fuel.COAL: 8, Fuel.CLEAN: 25, Fuel.OTHER: 1})
STRUCTURES = {
    "A": HousingStructure.BRICK_CONCRETE,
    "B": HousingStructure.BRICK_WOOD,
    "C": HousingStructure.WOOD,
    "D": HousingStructure.EARTH_WOOD,
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a survey. `text` is them as COPY reads them, put together once for all who share the object."""

    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "\t".join(_plain(getattr(self, name)) for name in columns_of(type(self))))


def columns_of(table: type[Columns]) -> tuple[str, ...]:
    """The names of the columns, in their order."""
    return tuple(one.name for one in fields(table) if one.init)


def _plain(value: object) -> str:
    if value is None:
        return NULL
    return FLAG[value] if isinstance(value, bool) else str(value)


@dataclass(frozen=True, slots=True)
class Living(Columns):
    """Areas in mu (fen are tenths), distance in kilometres, house in square metres."""

    housing_area: int
    farmland: float
    irrigated: float
    woodland: float
    returned_forest: float
    orchard: float
    pasture: float
    water_surface: float
    production_power: bool
    household_power: bool
    broadcast: bool
    road_distance: float
    road: Road
    toilet: bool
    fuel: Fuel
    cooperative: bool
    leading_company: bool
    leading_person: bool


@dataclass(frozen=True, slots=True)
class Surveyed(Columns):
    """What the household's conditions decide."""

    food: bool
    clothing: bool
    safe_water: bool
    water_source: WaterSource
    water_difficult: bool
    housing_grade: str
    housing_remedy: str
    remedy_on: str | None
    housing_structure: HousingStructure


def _draw(dice: Dice) -> Living:
    farmland = dice.between(5, 80) / 10 if dice.chance(0.96) else 0.0
    woodland = dice.between(0, 150) / 10
    return Living(
        housing_area=dice.between(30, 150),
        farmland=farmland,
        irrigated=round(farmland * dice.random(), 1),
        woodland=woodland,
        returned_forest=round(woodland * dice.random(), 1) if dice.chance(0.45) else 0.0,
        orchard=dice.between(1, 30) / 10 if dice.chance(0.2) else 0.0,
        pasture=0.0,
        water_surface=dice.between(1, 10) / 10 if dice.chance(0.03) else 0.0,
        production_power=dice.chance(0.85),
        household_power=dice.chance(0.99),
        broadcast=dice.chance(0.9),
        road_distance=dice.between(0, 40) / 10,
        road=dice.pick(ROADS),
        toilet=dice.chance(0.45),
        fuel=dice.pick(FUELS),
        cooperative=dice.chance(0.25),
        leading_company=dice.chance(0.12),
        leading_person=dice.chance(0.1),
    )


@cache
def ways_to_live() -> tuple[Living, ...]:
    """The same ones in every process."""
    dice = Dice("ways to live")
    return tuple(_draw(dice) for _ in range(POOL))


def surveyed(conditions: Conditions, year: int) -> Surveyed:
    """What a survey of `year` finds."""
    remedied = conditions.remedied if conditions.grade not in SAFE and conditions.remedied <= year else None
    return _surveyed(
        conditions.food <= year,
        conditions.clothing <= year,
        conditions.water <= year,
        conditions.grade,
        conditions.remedy,
        remedied,
    )


@cache
def _surveyed(
    food: bool,
    clothing: bool,
    water: bool,
    grade: str,
    remedy: str,
    remedied: int | None,
) -> Surveyed:
    return Surveyed(
        food=food,
        clothing=clothing,
        safe_water=water,
        water_source=WaterSource.TAP if water else WaterSource.OPEN_WELL,
        water_difficult=not water,
        housing_grade=grade,
        housing_remedy=remedy if remedied else "",
        remedy_on=f"{remedied}-09-15" if remedied else None,
        housing_structure=HousingStructure.BRICK_CONCRETE if remedied else STRUCTURES[grade],
    )
