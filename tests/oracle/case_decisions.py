"""Decisions of a synthetic case: live ones with good papers or one flaw, dead ones, and those of other years."""

from datetime import date, timedelta

from .case_world import Home, Setting, Window, World
from .facts import Rows

KINDS_BY_STATUS = {
    "poor": {"exit": 60, "remove": 20, "close": 8, "register": 6, "relapse": 3, "stable": 3},
    "relapsed": {"exit": 60, "remove": 20, "close": 8, "register": 6, "relapse": 3, "stable": 3},
    "exited": {"relapse": 36, "stable": 28, "remove": 24, "close": 6, "exit": 4, "register": 2},
    "stable": {"relapse": 66, "remove": 14, "close": 8, "exit": 4, "stable": 8},
    "candidate": {"register": 84, "close": 6, "remove": 4, "exit": 3, "relapse": 3},
    "removed": {"register": 40, "close": 20, "exit": 10, "relapse": 10, "stable": 10, "remove": 10},
    "closed": {"register": 40, "close": 20, "exit": 10, "relapse": 10, "stable": 10, "remove": 10},
}
SHARE_DECIDED = {"candidate": 0.85, "removed": 0.3, "closed": 0.3}
CAUSES = ("01", "02", "03", "04", "07", "11", "12", "99")


def choose_kinds(world: World) -> None:
    """Which households have a live decision, before their year is made to fit or not to fit it."""
    rng = world.setting.rng
    for home in world.homes:
        if world.is_ours(home) and rng.random() < SHARE_DECIDED.get(home.status, 0.5):
            kinds = KINDS_BY_STATUS[home.status]
            home.decision_kind = rng.choices(list(kinds), list(kinds.values()))[0]
            home.papers_good = rng.random() < 0.7


def window_for(setting: Setting, village: str, *, good: bool) -> tuple[Window | None, date]:
    """A campaign, or none, and a date: within it, on its first or last day, the day before or after."""
    rng, one_day = setting.rng, timedelta(days=1)
    fitting = [one for one in setting.windows if "remove" in one.allows and covers(one, village)]
    narrow = [one for one in fitting if one.areas and len(one.areas[0]) > 6]
    window = rng.choice(narrow if narrow and rng.random() < 0.5 else fitting)
    if not good and rng.random() < 0.6:
        window = rng.choice(setting.windows)
        if rng.random() < 0.2:
            return None, setting.day()
    if not good and rng.random() < 0.6:
        return window, rng.choice((window.opens - one_day, window.closes + one_day))
    within = rng.randint(0, (window.closes - window.opens).days)
    return window, rng.choice((window.opens, window.closes, window.opens + timedelta(days=within)))


def covers(window: Window, village: str) -> bool:
    return not window.areas or any(village.startswith(area) for area in window.areas)


def announced(setting: Setting, *, good: bool) -> str:
    year = setting.year
    if good:
        return str(setting.rng.choice((setting.day(), setting.day(), date(year, 1, 1), date(year, 12, 31))))
    edges = (date(year - 1, 12, 31), date(year + 1, 1, 1), setting.day(year - 1), "")
    return str(setting.rng.choice(edges))


def decision(setting: Setting, home: Home, kind: str, state: str, year: int, *, good: bool) -> dict[str, str]:
    """With one flaw or another when the papers are not good; its number follows later."""
    rng = setting.rng
    flaw = "" if good else rng.choice(("procedure", "announcement", "both", "campaign"))
    window, on = window_for(setting, home.village, good=good)
    if kind != "remove" and rng.random() < 0.9:
        window, on = None, setting.day()
    return {
        "household": str(home.number),
        "year": str(year),
        "kind": kind,
        "state": state,
        "reason": rng.choice(CAUSES) if kind == "relapse" else "",
        "date": str(on),
        "campaign": str(window.number) if window else "",
        "procedure_complete": str(int(flaw not in ("procedure", "both"))),
        "announced_on": announced(setting, good=flaw not in ("announcement", "both")),
    }


def dead_decision(setting: Setting, home: Home) -> dict[str, str]:
    """Not live, or not of Y."""
    rng, year = setting.rng, setting.year
    kind = rng.choice(("exit", "remove", "close", "relapse", "stable", "register"))
    dead = [(state, year) for state in ("proposed", "proposed", "withdrawn", "refused", "lapsed")]
    other_years = [(state, year - 1) for state in ("applied", "refused", "lapsed")]
    state, of_year = rng.choice([*dead, *other_years, ("proposed", year + 1), ("approved", year + 1)])
    return decision(setting, home, kind, state, of_year, good=True)


def decisions(world: World) -> Rows:
    """In a mixed order, numbered from 1."""
    setting, rows = world.setting, []
    for home in world.homes:
        if home.decision_kind:
            rows.append(decision(setting, home, home.decision_kind, "approved", setting.year, good=home.papers_good))
        if setting.rng.random() < 0.15:
            rows.append(dead_decision(setting, home))
    setting.rng.shuffle(rows)
    return [{"decision": str(number)} | row for number, row in enumerate(rows, start=1)]
