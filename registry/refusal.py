"""What an action raises when it will not act. It knows no HTTP: `config/errors.py` turns it into a page or a 409."""

from collections.abc import Iterable


class Refused(Exception):
    """The act is not allowed as things stand; `messages` say why, in Chinese, one sentence each."""

    def __init__(self, messages: str | Iterable[str]) -> None:
        self.messages = [messages] if isinstance(messages, str) else [str(message) for message in messages]
        super().__init__("；".join(self.messages))


class Stale(Refused):
    """Somebody else was faster: the row no longer has the version that was shown."""


def refuse_if(messages: Iterable[str]) -> None:
    """Raise `Refused` when a rule found anything to object to."""
    found = list(messages)
    if found:
        raise Refused(found)
