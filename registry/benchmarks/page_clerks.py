"""A clerk at a browser: logs in by the page, asks for pages and posts their forms, by HTTP and nothing else."""

import re
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import NamedTuple, Self
from urllib.parse import urlencode

OK, FOUND, CONFLICT = 200, 302, 409
Pairs = list[tuple[str, str]]


class Answer(NamedTuple):
    """What came back."""

    status: int
    location: str
    body: str


class Browser:
    """Cookies, and a connection for each thing asked: clerks ask side by side."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    @classmethod
    def of(cls, port: int, username: str, password: str) -> Self:
        """Logged in. RuntimeError unless the page let them."""
        browser = cls(port)
        form = fields_of(browser.get("/accounts/login/").body)
        known = [(name, value) for name, value in form if name not in ("username", "password")]
        answer = browser.post("/accounts/login/", [*known, ("username", username), ("password", password)])
        if answer.status != FOUND:
            raise RuntimeError(f"{username} was not let in: {answer.status}")
        return browser

    def get(self, path: str) -> Answer:
        """A page."""
        return self._ask("GET", path, None)

    def post(self, path: str, pairs: Pairs) -> Answer:
        """A form."""
        return self._ask("POST", path, urlencode(pairs).encode())

    @property
    def token(self) -> tuple[str, str]:
        """The field that goes with every form."""
        return "csrfmiddlewaretoken", self.cookies["csrftoken"]

    def _ask(self, method: str, path: str, body: bytes | None) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return Answer(response.status, response.headers.get("Location") or "", text)


class _Fields(HTMLParser):
    """Names and values of the controls of a page's form, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: Pairs = []
        self._select = self._area = ""
        self._text: list[str] = []
        self._first: str | None = None
        self._chosen = False
        self._dialog = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        if tag == "dialog":
            self._dialog = True
        if self._dialog or "disabled" in own:
            return
        match tag:
            case "input" if own.get("name"):
                self._input(own)
            case "select":
                self._select, self._first, self._chosen = own.get("name", ""), None, False
            case "option" if self._select:
                self._option(own)
            case "textarea":
                self._area, self._text = own.get("name", ""), []

    def _input(self, own: dict[str, str]) -> None:
        kind = own.get("type", "text")
        if kind in ("checkbox", "radio") and "checked" not in own:
            return
        if kind not in ("submit", "button", "file"):
            self.pairs.append((own["name"], own.get("value", "on" if kind in ("checkbox", "radio") else "")))

    def _option(self, own: dict[str, str]) -> None:
        self._first = own.get("value", "") if self._first is None else self._first
        if "selected" in own:
            self.pairs.append((self._select, own.get("value", "")))
            self._chosen = True

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "dialog":
            self._dialog = False
        elif tag == "select" and self._select:
            if not self._chosen and self._first is not None:
                self.pairs.append((self._select, self._first))
            self._select = ""
        elif tag == "textarea" and self._area:
            self.pairs.append((self._area, "".join(self._text).strip()))
            self._area = ""


def fields_of(page: str) -> Pairs:
    """What the form in the body of a page would send if nothing were changed; dialogs and the frame left out."""
    inside = re.search(r"<main\b.*?</main>", page, re.DOTALL)
    forms = re.findall(r"<form\b.*?</form>", inside.group() if inside else page, re.DOTALL)
    parser = _Fields()
    parser.feed(max((form for form in forms if 'method="post"' in form), key=len, default=""))
    return parser.pairs
