"""What a kind of workbook is to the flow that all kinds share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from registry.accounts.models import User
from registry.imports.checking import Checked
from registry.models import Batch


@dataclass(frozen=True)
class Template:
    """An empty workbook for the areas where a user may import it. `label` is what it brings."""

    label: str | Promise
    make: Callable[[User], bytes]


@dataclass(frozen=True)
class Ways:
    """How workbooks of a kind are checked, written, and given back where they are wrong.

    `check` finds a verdict on everything in the file of a batch; it raises `Unreadable` or `FileRefused` for a file
    that cannot be taken as a whole. `merge` calls actions, in the name of whoever confirmed, and leaves a batch that
    is no longer to be merged as it is. `errors` makes the workbook of the refused rows. `templates` are the empty
    workbooks to fill in, by a word for the address.
    """

    check: Callable[[Batch], Checked]
    merge: Callable[[Batch, User], Batch]
    errors: Callable[[Batch], bytes]
    templates: Mapping[str, Template]
