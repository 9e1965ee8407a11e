"""A synthetic world as rows of the exchange's input files."""

from .case_decisions import decisions
from .case_world import REGISTERED, Home, Stay, World
from .case_year import household_year, member_year
from .facts import FILES, Rows

GUARANTEES = ("income", "food", "clothing", "water", "housing", "education", "medical")
ATTRIBUTES = {True: ("01", "01", "04", "06", "07"), False: ("05", "05", "02", "03", "08")}


def text(value: object) -> str:
    return "" if value is None else str(value)


def aims_of(world: World, home: Home) -> dict[str, str]:
    """What the year is to look like: all met, one flaw, a mixture, or not surveyed at all."""
    rng = world.setting.rng
    aims = dict.fromkeys(GUARANTEES, "met")
    pattern = rng.choices(("clean", "one flaw", "mixed", "unsurveyed"), (40, 30, 20, 10))[0]
    if home.decision_kind == "exit" and home.papers_good and rng.random() < 0.7:
        pattern = "clean"
    if home.decision_kind == "relapse" and home.papers_good and rng.random() < 0.7:
        pattern = "one flaw"
    if pattern == "one flaw":
        aims[rng.choice(GUARANTEES)] = rng.choice(("unmet", "unmet", "unknown"))
    elif pattern == "mixed":
        aims = {name: rng.choices(("met", "unmet", "unknown"), (60, 20, 20))[0] for name in GUARANTEES}
    elif pattern == "unsurveyed":
        aims |= dict.fromkeys(("food", "clothing", "water", "housing"), "unknown")
        aims["income"] = rng.choice(("met", "unknown"))
    return aims


def household_row(world: World, home: Home) -> dict[str, str]:
    rng, year = world.setting.rng, world.setting.year
    known = home.status in REGISTERED or home.opening_status in (*REGISTERED, "removed", "closed")
    past = [rng.randint(year - 3, year - 1) for _ in range(4)]
    attribute = rng.choice(ATTRIBUTES[home.status not in ("exited", "stable")])
    if rng.random() < 0.08:
        attribute = rng.choice(("", "01", "05", "02", "07"))
    return {
        "household": text(home.number),
        "village": home.village,
        "status": home.status,
        "attribute": attribute,
        "first_identified": text(past[0]) if known or rng.random() < 0.1 else "",
        "registered_year": text(past[1]) if known else "",
        "exit_year": text(past[2]) if home.status in ("exited", "stable") else "",
        "relapse_year": text(past[3]) if home.status == "relapsed" else "",
        "relapse_cause": rng.choice(("01", "07", "99")) if home.status == "relapsed" else "",
        "split_from": text(home.split_from.number) if home.split_from else "",
        "split_year": text(home.split_year),
    }


def membership_rows(world: World) -> Rows:
    """Numbered in the order of entry: by accounting year, within a year in any order (late entries)."""
    entered = sorted(world.stays, key=lambda stay: (stay.since, world.setting.rng.random()))
    return [membership_row(number, stay) for number, stay in enumerate(entered, start=1)]


def membership_row(number: int, stay: Stay) -> dict[str, str]:
    return {
        "membership": text(number),
        "person": text(stay.person),
        "household": text(stay.home.number),
        "counted_from": text(stay.since),
        "counted_until": text(stay.until),
        "kind_in": stay.kind_in,
        "kind_out": stay.kind_out,
        "joined_on": text(stay.joined_on),
        "left_on": text(stay.left_on),
    }


def aim_for_members(world: World, members: list[int], aim: str) -> dict[int, str]:
    """`unmet`: one member is, whatever the others; `unknown`: one is, the others are met."""
    rng = world.setting.rng
    aims = {person: "met" if aim != "unmet" else rng.choice(("met", "unmet", "unknown")) for person in members}
    if members and aim != "met":
        aims[rng.choice(members)] = aim
    return aims


def member_year_rows(world: World, members: list[int], aims: dict[str, str]) -> Rows:
    rng, rows = world.setting.rng, []
    education = aim_for_members(world, members, aims["education"])
    medical = aim_for_members(world, members, aims["medical"])
    for person in members:
        born = world.born[person]
        assert born is not None
        row = member_year(world.setting, person, born, education[person], medical[person])
        if education[person] == medical[person] == "unknown":
            row["year"] = text(world.setting.year - 1)
        elif rng.random() < 0.1:
            rows.append(row | {"year": text(world.setting.year - 1), "school": "05", "soldier": "1"})
        if education[person] == "unknown" and rng.random() < 0.5:
            world.born[person] = None
        rows.append(row)
    return rows


def leaver_rows(world: World, leavers: list[int]) -> Rows:
    """Uninsured and out of school: who is gone must not count."""
    return [
        member_year(world.setting, person, born, "unmet", "unmet")
        for person in leavers
        if (born := world.born[person]) is not None
    ]


def previous_rows(world: World) -> Rows:
    last_year = world.setting.year - 1
    present = world.present(last_year)
    return [
        {
            "household": text(home.number),
            "year": text(last_year),
            "village": home.opening_village,
            "closing_status": home.opening_status,
            "members_closing": text(len(present[home.number])),
        }
        for home in world.homes
        if home.opening_status
    ]


def setting_rows(world: World) -> dict[str, Rows]:
    setting = world.setting
    return {
        "campaigns": [
            {
                "campaign": text(one.number),
                "opens": text(one.opens),
                "closes": text(one.closes),
                "allows": one.allows,
                "areas": " ".join(one.areas),
            }
            for one in setting.windows
        ],
        "parameters": setting.parameters,
        "regions": [
            {"code": old, "successor": new, "replaced_on": f"{setting.year}-{3 if new in setting.recoded else 9:02}-01"}
            for old, new in setting.recoded.items()
        ],
    }


def rows_of(world: World) -> dict[str, Rows]:
    """Every file of DIR/in; each sorted by its first columns."""
    case: dict[str, Rows] = {stem: [] for stem in FILES}
    before, present = world.present(world.setting.year - 1), world.present(world.setting.year)
    still_here = {person for members in present.values() for person in members}
    for home in world.homes:
        aims = aims_of(world, home)
        members = present[home.number]
        case["households"].append(household_row(world, home))
        statements, surveys = household_year(world.setting, home.number, aims, len(members))
        case["statements"] += statements
        case["surveys"] += surveys
        case["member_years"] += member_year_rows(world, members, aims)
        case["member_years"] += leaver_rows(world, sorted(set(before[home.number]) - still_here))
    people = enumerate(world.born[1:], start=1)
    case["persons"] = [{"person": text(person), "born": text(born)} for person, born in people]
    case["memberships"] = membership_rows(world)
    case["previous_closings"] = previous_rows(world)
    case["decisions"] = decisions(world)
    return case | setting_rows(world)
