"""What clerks of different counties ask for, with people and households that really are theirs."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse

from registry import cipher
from registry.accounts.models import Posting, User
from registry.audit.acts import act
from registry.choices import REGISTERED, Cause, Status
from registry.models import Household, Membership
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.queries import children
from registry.regions.spans import span_of

from .page_clerks import CONFLICT, FOUND, OK, Browser, Pairs, fields_of
from .page_server import PROVINCE

# Kind of visit → how many of 100. `frame` is a page without a household, to compare with.
WEIGHTS = {
    "list": 25,
    "search name": 6,
    "search initials": 6,
    "search last 4": 6,
    "search number": 6,
    "search phone": 4,
    "search household": 4,
    "household": 28,
    "save": 10,
    "frame": 5,
}
BASELINE = "frame"
PASSWORD = "a clerk of the benchmark"  # noqa: S105 - of a database that is only measured
SAMPLE = 400
WAGE = "20000"
STATUSES = ("", "poor_stock", "registered", "collected", *Status.values)


@dataclass(frozen=True)
class Visit:
    """Something to ask for; `make` says what went wrong."""

    kind: str
    make: Callable[[], str]


@dataclass
class Clerk:
    """Somebody of a county, and some of its people."""

    browser: Browser
    county: Region
    members: list[Membership]
    townships: list[int]
    forms: list[tuple[str, Pairs]] = field(default_factory=list)


@dataclass
class Office:
    """All clerks, who take turns."""

    clerks: list[Clerk]
    dice: random.Random
    made: int = 0

    def next_visit(self) -> Visit:
        """The next one's next wish."""
        clerk = self.clerks[self.made % len(self.clerks)]
        self.made += 1
        (kind,) = self.dice.choices(list(WEIGHTS), list(WEIGHTS.values()))
        if kind == "save" and not clerk.forms:
            kind = "household"
        return Visit(kind, self._wish(kind, clerk))

    def _wish(self, kind: str, clerk: Clerk) -> Callable[[], str]:
        browser, member = clerk.browser, self.dice.choice(clerk.members)
        if kind == "list":
            path = self._list(clerk)
            return lambda: _expect(browser.get(path).status, OK)
        if kind == "save":
            address, pairs = clerk.forms.pop()
            return lambda: _expect(browser.post(address, pairs).status, FOUND)
        if kind in ("household", BASELINE):
            path = reverse("registry:household", args=[member.household_id])
            path = reverse("accounts:roles") if kind == BASELINE else path
            return lambda: _expect(browser.get(path).status, OK)
        words = WORDS[kind](member)
        return lambda: _search(browser, words)

    def _list(self, clerk: Clerk) -> str:
        asked: dict[str, Any] = {"status": self.dice.choice(STATUSES), "page": self.dice.choice((1, 1, 1, 2, 5))}
        if self.dice.random() < 1 / 3:
            asked["region"] = self.dice.choice(clerk.townships)
        if self.dice.random() < 1 / 3:
            asked["main_cause"] = self.dice.choice(Cause.values)
        if self.dice.random() < 1 / 3:
            asked["collected"] = "no"
        return f"{reverse('registry:households')}?{urlencode(asked)}"


WORDS: dict[str, Callable[[Membership], str]] = {
    "search name": lambda member: member.person.name,
    "search initials": lambda member: member.person.initials,
    "search last 4": lambda member: member.person.id_last4,
    "search number": lambda member: cipher.unseal(member.person.id_sealed) if member.person.id_sealed else "",
    "search phone": lambda member: (
        cipher.unseal(member.household.phone_sealed) if member.household.phone_sealed else ""
    ),
    "search household": lambda member: str(member.household_id),
}


def _search(browser: Browser, words: str) -> str:
    """What was typed is posted, and the page that the answer names is read."""
    answer = browser.post(reverse("registry:find"), [browser.token, ("words", words)])
    if answer.status != FOUND:
        return f"answer {answer.status}"
    return _expect(browser.get(answer.location).status, OK)


def _expect(status: int, wanted: int) -> str:
    if status == wanted:
        return ""
    return "conflict" if status == CONFLICT else f"answer {status}"


def prepare(port: int, clerks: int, saves: int, dice: random.Random) -> Office:
    """Clerks who have logged in, each with the forms of the years that they are going to save."""
    counties = _counties(clerks)
    each = -(-saves // clerks) + 2
    with ThreadPoolExecutor(2) as pool:  # as many as answer at once
        made = list(pool.map(lambda county: _clerk(port, county, each, dice), counties))
    return Office(made, dice)


def _counties(number: int) -> list[Region]:
    """Counties with most villages come first, for they hold most households."""
    province = Region.objects.get(level=Level.PROVINCE, code=span_of(PROVINCE).first)
    found = [(children(county, Level.VILLAGE).count(), county) for county in children(province, Level.COUNTY)]
    return [county for _villages, county in sorted(found, key=lambda pair: (-pair[0], pair[1].code))[:number]]


def _clerk(port: int, county: Region, saves: int, dice: random.Random) -> Clerk:
    user = _user_of(county)
    inside = Household.objects.filter(
        village_code__gte=county.code, village_code__lte=county.last, status__in=REGISTERED, phone_sealed__isnull=False
    )
    chosen = dice.sample(list(inside.values_list("pk", flat=True)), SAMPLE)
    members = Membership.objects.filter(
        household__in=chosen, counted_until__isnull=True, relation="head", person__id_sealed__isnull=False
    )
    listed = list(members.select_related("person", "household"))
    townships = list(children(county, Level.TOWNSHIP).values_list("pk", flat=True))
    clerk = Clerk(Browser.of(port, user.username, PASSWORD), county, listed, townships)
    for member in listed[:saves]:
        address = reverse("registry:household_year", args=[member.household_id])
        clerk.forms.append((address, _filled(clerk.browser, address)))
    return clerk


def _filled(browser: Browser, address: str) -> Pairs:
    """The form of a household's year, as a clerk leaves it: the wage is new, what was carried forward stays."""
    pairs = fields_of(browser.get(address).body)
    wage = next(name for name, _value in pairs if name.endswith("wage"))
    return [(name, WAGE if name == wage else value) for name, value in pairs]


def _user_of(county: Region) -> User:
    username = f"bench_{county.short_code}"
    user = User.objects.filter(username=username).first()
    if user is not None:
        return user
    with transaction.atomic():
        user = User.objects.create(username=username, name=username, password=make_password(PASSWORD))
        with act("posting.start", by=user):
            Posting.objects.create(user=user, role="county_clerk", region=county, since=date(2014, 1, 1))
    return user
