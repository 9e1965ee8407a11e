"""The steps a workbook goes through, as the page shows them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from registry.choices import BatchState

# Steps done when a batch is in a state, and the one it is at.
DONE = {
    BatchState.UPLOADED: 1,
    BatchState.REFUSED: 1,
    BatchState.CHECKED: 2,
    BatchState.CANCELLED: 2,
    BatchState.MERGING: 3,
    BatchState.MERGED: 5,
    BatchState.UNDONE: 5,
}
STOPPED = (BatchState.REFUSED, BatchState.CANCELLED)


@dataclass(frozen=True)
class Step:
    """A step with its state: done, now, failed or empty, as the component wants it."""

    title: str
    state: str
    note: str = ""


def steps(state: str, notes: dict[int, str]) -> list[Step]:
    """上传 → 校验 → 预览 → 合并 → 回执; `notes` by number of the step, from 0."""
    done = DONE[BatchState(state)]
    titles = (_("上传"), _("校验"), _("预览"), _("合并"), _("回执"))
    return [Step(title, _state(number, done, state), notes.get(number, "")) for number, title in enumerate(titles)]


def _state(number: int, done: int, state: str) -> str:
    if number < done:
        return "done"
    if number > done:
        return ""
    return "failed" if state in STOPPED else "now"
