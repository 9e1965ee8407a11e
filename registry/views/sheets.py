"""What a page shows of several forms at once, and how a refusal comes back without losing what was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from registry.accounts.access import StaffRequest
from registry.actions.desk import discard_draft
from registry.forms.conflicts import settle
from registry.forms.fields import ModelFieldsForm
from registry.queries.opened import acts_since, as_opened
from registry.refusal import Refused, Stale

CONFLICT = 409

Done = TypeVar("Done")


class Versioned(Protocol):
    """A row that two people may edit, as just read: the household, which guards what hangs on it."""

    pk: int
    version: int


@dataclass
class Sheet:
    """Forms that are posted and answered together. `shown` goes into the template's context."""

    template: str
    forms: Mapping[str, Any]
    shown: dict[str, Any] = field(default_factory=dict)
    status: int = 200

    def is_valid(self) -> bool:
        """All of them, so that every error shows at once."""
        verdicts = [form.is_valid() for form in self.forms.values()]
        return all(verdicts)

    def attempt(self, request: HttpRequest, do: Callable[[], Done], current: Versioned | None = None) -> Done | None:
        """Do the act; on refusal say why on the same page, which keeps what was typed.

        Where somebody else was faster the page takes the newer version, so that saving again is a choice.
        """
        try:
            done = do()
        except Refused as refused:
            self.status = CONFLICT
            if isinstance(refused, Stale) and current is not None:
                # One notice: what the other did, and that nothing typed is lost.
                others = "；".join(refused.messages[1:] or refused.messages).rstrip("。")
                messages.warning(request, _("%s。没有保存，您填写的内容都还在，请对照核对后再次保存。") % others)
                self._compare(current.pk)
                self._take(current.version)
            else:
                for message in refused.messages:
                    messages.error(request, message)
            return None
        # What is saved is no draft any more.
        discard_draft(form=request.path, by=cast(StaffRequest, request).user)
        return done

    @property
    def version(self) -> int:
        """The version that the page showed, for the action."""
        return int(self.forms["version"].cleaned_data["version"])

    def _compare(self, household_id: int) -> None:
        """Put the other's changes beside what was typed."""
        later = acts_since(household_id, self.version)
        self.shown["conflicts"] = [
            difference
            for form in self.forms.values()
            if isinstance(form, ModelFieldsForm) and form.instance is not None
            for difference in settle(form, as_opened(form.instance, later))
        ]

    def _take(self, version: int) -> None:
        form = self.forms["version"]
        form.data = {**form.data.dict(), "version": version}

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page with the forms."""
        return render(request, self.template, {**self.forms, **self.shown}, status=self.status)
