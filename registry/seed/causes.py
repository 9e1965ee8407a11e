"""Why a household is poor, and of which kind it is: both must fit its members (§2.3 L2–L3, §11.2 group CAUSE)."""

from registry.choices import Attribute, Cause, Standard

from .courses import state_in
from .dice import Dice, spread
from .people import Home
from .states import ABLE, ALL_FACTS, DISABLED, IDLE, ILL, PUPIL

# Causes that need no fact about a member, with their weights beside the ones below.
ANYBODY = spread(
    {
        Cause.SKILL: 30,
        Cause.CAPITAL: 26,
        Cause.TRANSPORT: 12,
        Cause.LAND: 8,
        Cause.MOTIVATION: 6,
        Cause.DISASTER: 5,
        Cause.WATER: 4,
        Cause.MARRIAGE: 1,
        Cause.BEREAVEMENT: 1,
    }
)
FACT_DECIDES = 0.75  # of the households with a sick, disabled, studying or unfit member
SECOND_CAUSE, THIRD_CAUSE = 0.45, 0.1
PROVINCIAL_STANDARD = 0.02
DESTITUTE, DIBAO_ALONE = 0.4, 0.7  # of those alone and unfit, the second with the first
MIXED, DIBAO = 0.004, 0.19  # of all others


def _fitting(facts: int) -> tuple[Cause, ...]:
    found = {
        Cause.ILLNESS: facts & ILL,
        Cause.DISABILITY: facts & DISABLED,
        Cause.SCHOOLING: facts & PUPIL,
        Cause.LABOUR: not facts & ABLE,
    }
    return tuple(cause for cause, fits in found.items() if fits)


FITTING = tuple(map(_fitting, range(ALL_FACTS)))


def explain(home: Home, dice: Dice, year: int) -> None:
    """Set causes, attribute and standard from the members as they are in `year`."""
    facts = 0
    for stay in home.stays:
        facts |= state_in(stay.person, year).facts
    fitting = FITTING[facts]
    causes = [dice.pick(fitting) if fitting and dice.chance(FACT_DECIDES) else dice.pick(ANYBODY)]
    for share in (SECOND_CAUSE, THIRD_CAUSE):
        if dice.chance(share):
            another = dice.pick(fitting or ANYBODY)
            if another not in causes:
                causes.append(another)
    home.main_cause, *others = causes
    home.other_causes = tuple(others)
    home.attribute = _attribute(dice, len(home.stays), facts)
    if dice.chance(PROVINCIAL_STANDARD):
        home.standard = Standard.PROVINCIAL


def _attribute(dice: Dice, members: int, facts: int) -> Attribute:
    chance = dice.random()
    if members == 1 and facts & IDLE:
        if chance < DESTITUTE:
            return Attribute.DESTITUTE_POOR
        return Attribute.DIBAO_POOR if chance < DIBAO_ALONE else Attribute.ORDINARY_POOR
    if chance < MIXED and members > 1:
        return Attribute.DIBAO_DESTITUTE_POOR
    return Attribute.DIBAO_POOR if chance < DIBAO else Attribute.ORDINARY_POOR
