"""Every address × everybody of the cast × what lies in four places, against the table in tests/matrix.py."""

import re
import uuid
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from registry.accounts.models import User
from registry.jobs import handlers
from registry.jobs.choices import JobKind

from .addresses import Address, addresses
from .canaries import NAMES, NUMBERS, OWN, VILLAGES, Objects, furnish
from .cast import PARTS, POSTS, call_cast
from .factories import plant_tree
from .matrix import READERS, ROWS, Row

# Without the mark there would be no test database.
pytestmark = pytest.mark.django_db

FOUND, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, NOT_ADMITTED = 302, 401, 403, 404, 405
STRANGER = "stranger"
NOWHERE, ABROAD = "nowhere", ("sibling", "neighbour", "foreign")
ABSENT = {int: 987654321, uuid.UUID: uuid.UUID(int=1)}


@dataclass(frozen=True)
class World:
    """The objects by place, and the key of everybody's session."""

    objects: dict[str, Objects]
    sessions: dict[str, str]

    def ask(self, method: str, path: str, part: str, data: dict[str, str] | None = None) -> HttpResponseBase:
        """The answer to one of the cast, or to a stranger. Whatever it did is taken back."""
        client = Client(raise_request_exception=False)
        client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions.get(part, "")
        with transaction.atomic():
            answer: HttpResponseBase = client.post(path, data) if data else client.generic(method, path)
            transaction.set_rollback(True)
        return answer

    def targets(self, address: Address) -> Iterator[tuple[str, str | None, str]]:
        """Place, short code of where the object lies, and path; one without a place where no object is asked for."""
        kind = ROWS[address.name].of
        if not kind:
            yield NOWHERE, None, reverse(address.name)
            return
        for place, objects in self.objects.items():
            lies, arguments = objects[kind]
            yield place, lies, reverse(address.name, args=arguments)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once, for nothing that is asked of it lasts."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setitem(handlers._DUTIES, JobKind.REHEARSAL, handlers.Duty(lambda unit: 0))
        tree = plant_tree()
        cast = call_cast(tree)
        yield World(furnish(tree, cast), {part: session_of(cast[part]) for part in PARTS})
        transaction.set_rollback(True)


def session_of(user: User) -> str:
    """The key of a fresh session."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def rows_with(wanted: Callable[[Row], object]) -> list[Address]:
    """The addresses whose row is such."""
    return [address for address in addresses() if address.name in ROWS and wanted(ROWS[address.name])]


def reaches(part: str, lies: str | None) -> bool:
    """Whether what lies at a short code lies in somebody's area: the code of an area begins the codes inside it."""
    if lies is None or part not in POSTS:
        return lies is None
    if lies.startswith(OWN):
        return lies == OWN + part
    area = POSTS[part][1]
    return lies.startswith(area) or (lies.endswith("*") and area.startswith(lies[:-1]))


def finds(row: Row, part: str, lies: str | None) -> bool:
    """Whether the object of an address is there for somebody."""
    return reaches(part, lies) and part not in row.blind


def expected(address: Address, part: str, lies: str | None, admitted: int | None) -> int:
    row = ROWS[address.name]
    if part == STRANGER and address.program:
        return UNAUTHORIZED
    if part == STRANGER:
        return (200 if admitted else NOT_ADMITTED) if row.open else FOUND
    if part not in row.who:
        return FORBIDDEN
    if admitted is None:
        return NOT_ADMITTED
    return admitted if finds(row, part, lies) else NOT_FOUND


def text(answer: HttpResponseBase) -> str:
    """The body, that of a download included."""
    return b"".join(answer).decode(errors="replace")


def false_notes(part: str, body: str, due: Collection[str]) -> list[str]:
    """Canaries that sing where they may not, or are silent where they must not be; and whole ID numbers."""
    hidden = [place for place, lies in VILLAGES.items() if part not in READERS or not reaches(part, lies)]
    wrong = [NAMES[place] for place in hidden if NAMES[place] in body]
    wrong += [f"no {NAMES[place]}" for place in due if NAMES[place] not in body]
    return wrong + [number for number in NUMBERS.values() if number in body]


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert set(ROWS) == {address.name for address in addresses()}


@pytest.mark.parametrize("address", rows_with(lambda row: True), ids=str)
def test_everybody_gets_what_the_table_says_and_no_more(address: Address, world: World) -> None:
    row = ROWS[address.name]
    wrong = []
    for place, lies, path in world.targets(address):
        # Who may not open the page at all is asked once; who may, about every place.
        asked = row.who if place in ABROAD else {STRANGER, *PARTS}
        for method, admitted in (("GET", row.get), ("POST", row.post)):
            for part in asked:
                answer, should = world.ask(method, path, part), expected(address, part, lies, admitted)
                notes = false_notes(part, text(answer), due(row, part, place) if method == "GET" else ())
                if answer.status_code != should or notes:
                    wrong.append((method, part, place, answer.status_code, f"not {should}", notes))
    assert wrong == []


def due(row: Row, part: str, place: str) -> list[str]:
    """The places whose canary this reader must hear on a page that shows any."""
    if not row.shows or part not in row.who:
        return []
    return [other for other, lies in VILLAGES.items() if place in (other, NOWHERE) and reaches(part, lies)]


@pytest.mark.parametrize("address", rows_with(lambda row: True), ids=str)
def test_no_other_method_is_admitted(address: Address, world: World) -> None:
    row, (_, lies, path) = ROWS[address.name], next(world.targets(address))
    part = next(part for part in sorted(row.who) if finds(row, part, lies))
    answers = [world.ask(method, path, part).status_code for method in ("PUT", "PATCH", "DELETE")]
    assert answers == [NOT_ADMITTED, row.patch, NOT_ADMITTED]


PAGES = [address for address in rows_with(lambda row: not row.open) if not address.program]


@pytest.mark.parametrize("address", PAGES, ids=str)
def test_a_stranger_comes_to_the_page_after_the_log_in(address: Address, world: World) -> None:
    for _, _, path in world.targets(address):
        assert world.ask("GET", path, STRANGER).headers["Location"] == f"{reverse('accounts:login')}?next={path}"


@pytest.mark.parametrize("address", rows_with(lambda row: row.of not in ("", "parameter", "listing")), ids=str)
def test_what_lies_elsewhere_looks_like_what_is_not_there(address: Address, world: World) -> None:
    row = ROWS[address.name]
    method = "GET" if row.get else "POST"
    absent = reverse(address.name, args=[ABSENT[type(value)] for value in world.objects["own"][row.of][1]])
    for place, lies, path in world.targets(address):
        for part in (part for part in row.who if not finds(row, part, lies)):
            here, nowhere = world.ask(method, path, part), world.ask(method, absent, part)
            assert here.status_code == nowhere.status_code == NOT_FOUND, (part, place)
            assert without_tokens(here) == without_tokens(nowhere), (part, place)


def without_tokens(answer: HttpResponseBase) -> str:
    """The body without the tokens that differ from answer to answer."""
    return re.sub(r"[A-Za-z0-9]{64}", "", text(answer))


@pytest.mark.parametrize("address", rows_with(lambda row: row.get), ids=str)
def test_a_get_writes_nothing(address: Address, world: World) -> None:
    reading = ("SELECT", "WITH", "DECLARE", "SAVEPOINT", "RELEASE", "ROLLBACK")
    _, lies, path = next(world.targets(address))
    for part in (part for part in ROWS[address.name].who if finds(ROWS[address.name], part, lies)):
        with CaptureQueriesContext(connection) as queries:
            world.ask("GET", path, part)
        statements = [re.sub(r"^(--.*\n)+", "", query["sql"]) for query in queries]  # long ones begin with a comment
        written = [sql for sql in statements if not sql.startswith(reading)]
        assert [sql for sql in written if '"accounts_session"' not in sql] == []


@pytest.mark.parametrize("address", rows_with(lambda row: row.of == "person"), ids=str)
def test_a_person_is_not_reached_through_anothers_household(address: Address, world: World) -> None:
    (_, (household, own)), (_, (_, others)) = (world.objects[place]["person"] for place in ("own", "neighbour"))

    def ask(person: object) -> int:
        path = reverse(address.name, args=[household, person])
        return world.ask("POST", path, "county_clerk", {"reason": "核对证件"}).status_code

    assert (ask(own), ask(others)) == (200, NOT_FOUND)


def test_a_whole_id_number_is_shown_for_a_reason_alone(world: World) -> None:
    path = reverse("registry:reveal", args=world.objects["own"]["person"][1])
    assert NUMBERS["own"] in text(world.ask("POST", path, "county_clerk", {"reason": "核对证件"}))
    assert NUMBERS["own"] not in text(world.ask("POST", path, "county_clerk"))
