"""What was entered for Y about a household of a synthetic case: towards an aim for each guarantee, in every way."""

from datetime import date
from decimal import Decimal
from random import Random

from .case_world import Setting
from .facts import Rows
from .parameters import LEAF_ITEMS

CENT = Decimal("0.01")
YES_NO = {"met": "1", "unmet": "0", "unknown": ""}
NO_SCHOOL = ("", "suspended", "lost", "other")


def target_net(setting: Setting, aim: str, members: int) -> Decimal:
    """A net income of that many members a little or much over or under the line, halves of a cent included."""
    rng, line, people = setting.rng, setting.line, max(members, 1)
    half = CENT * people / 2 if people % 2 == 0 else Decimal(0)
    if aim == "met":
        above = rng.choice([CENT, Decimal(rng.randint(1, 900000)) / 100, Decimal(8000)])
        return line * people + (half if half and rng.random() < 0.4 else above * people)
    return rng.choice(
        [
            line * people,
            line * people - CENT * people,
            line * people + (CENT if people > 2 else 0),  # a third of a cent a head is rounded down, onto the line
            Decimal(rng.randint(0, 290000)) / 100 * people,
            -half - rng.randint(0, 500) * people,
            Decimal(-rng.randint(1, 90000)) / 100,
            Decimal(0),
        ]
    )


def statement(setting: Setting, household: int, aim: str, members: int) -> dict[str, str]:
    """Items that sum up to the target, over one to three stable ones; the others empty, 0, or not stable."""
    rng = setting.rng
    net = target_net(setting, aim, members)
    cost = max(Decimal(0), -net) + rng.choice([Decimal(0), Decimal(0), Decimal(rng.randint(0, 400000)) / 100])
    gross = net + cost
    items = rng.sample(setting.stable, rng.randint(1, 3))
    amounts: dict[str, Decimal | str] = {item: rng.choice(("", "0")) for item in LEAF_ITEMS}
    amounts |= {item: Decimal(rng.randint(1, 9000)) for item in LEAF_ITEMS if item not in setting.stable}
    for item in items[1:]:
        amounts[item] = (gross * rng.randint(0, 45) / 100).quantize(CENT) if gross else Decimal(0)
    amounts[items[0]] = gross - sum((Decimal(amounts[item]) for item in items[1:]), Decimal(0))
    amounts["business_cost"] = cost if cost or rng.random() < 0.5 else ""
    return {"household": str(household), "year": str(setting.year)} | {
        name: str(value) for name, value in amounts.items()
    }


def housing(setting: Setting, aim: str) -> dict[str, str]:
    rng, year = setting.rng, setting.year
    remedy = rng.choice(("rebuilt_accepted", "relocated_occupied"))
    in_time = rng.choice((date(year, 12, 31), setting.day(), setting.day(year - 2)))
    too_late = rng.choice((date(year + 1, 1, 1), setting.day(year + 1)))
    danger = rng.choice("CD")
    ways = {
        "met": [("A", "", ""), ("B", "", ""), (danger, remedy, str(in_time))],
        "unmet": [(danger, "", ""), (danger, remedy, str(too_late))],
        "unknown": [("", "", "")],
    }
    return dict(zip(("housing_grade", "housing_remedy", "remedy_on"), rng.choice(ways[aim]), strict=True))


def survey(setting: Setting, household: int, aims: dict[str, str], *, year: int, confirmed: bool) -> dict[str, str]:
    row = {"household": str(household), "year": str(year), "confirmed": str(int(confirmed))}
    row |= {item: YES_NO[aims[item]] for item in ("food", "clothing", "water")}
    return row | housing(setting, aims["housing"])


def schooling(rng: Random, aim: str) -> tuple[str, str, str]:
    """School, reason, education of a child of school age."""
    young = rng.choice(("01", "02", "06", ""))
    no_school = rng.choice(("01", "02"))
    return rng.choice(
        {
            "met": [
                (f"{rng.randint(3, 9):02}", rng.choice(NO_SCHOOL), young),
                (rng.choice(("10", "16")), "", young),
                (rng.choice((no_school, "")), rng.choice(("home_taught", "ill", "disabled")), young),
                (rng.choice((no_school, "")), rng.choice(NO_SCHOOL), rng.choice(("03", "04", "05"))),
            ],
            "unmet": [(no_school, rng.choice(NO_SCHOOL), young)],
            "unknown": [("", rng.choice(NO_SCHOOL), young)],
        }[aim]
    )


def insurance(setting: Setting, aim: str) -> str:
    """Soldier, employee's, resident's, serious-illness insurance; - is a missing flag."""
    rng = setting.rng
    known = {"met": ["1000", "1---", "01-0", "-1--", "0011", "--11"], "unmet": ["0000", "000-", "0001"]}
    ways = {**known, "unknown": ["----", "-000", "0-00", "00-1", "0--0"]}
    if setting.serious_required:
        ways["unmet"] += ["0010", "00-0"]
        ways["unknown"] += ["001-", "00--"]
    else:
        ways["met"] += ["0010", "001-"]
        ways["unknown"] += ["00-0", "00--"]
    return rng.choice(ways[aim])


def is_pupil(born: date, year: int) -> bool:
    return date(year - 16, 12, 31) < born <= date(year - 6, 8, 31)


def member_year(setting: Setting, person: int, born: date, education: str, medical: str) -> dict[str, str]:
    rng = setting.rng
    if is_pupil(born, setting.year):
        school, reason, level = schooling(rng, education)
    else:
        school, reason, level = schooling(rng, rng.choice(("met", "unmet", "unknown")))
    flags = insurance(setting, medical)
    row = {"person": str(person), "year": str(setting.year), "school": school, "reason": reason, "education": level}
    names = ("soldier", "employee_insurance", "resident_insurance", "serious_insurance")
    return row | {name: flag.strip("-") for name, flag in zip(names, flags, strict=True)}


def household_year(setting: Setting, household: int, aims: dict[str, str], members: int) -> tuple[Rows, Rows]:
    """Statements and surveys: those of Y, or missing, and other years' that must not count."""
    rng = setting.rng
    statements: Rows = []
    surveys: Rows = []
    if aims["income"] != "unknown":
        statements.append(statement(setting, household, aims["income"], members))
    if rng.random() < 0.3:
        statements.append(statement(setting, household, "met", members) | {"year": str(setting.year - 1)})
    four = [aims[name] for name in ("food", "clothing", "water", "housing")]
    missing = four == ["unknown"] * 4 and rng.random() < 0.9
    good = dict.fromkeys(aims, "met")
    if not missing:
        surveys.append(survey(setting, household, aims, year=setting.year, confirmed=True))
    elif rng.random() < 0.5:
        surveys.append(survey(setting, household, good, year=setting.year, confirmed=False))
    if rng.random() < 0.3:
        surveys.append(survey(setting, household, good, year=setting.year - 1, confirmed=True))
    return statements, surveys
