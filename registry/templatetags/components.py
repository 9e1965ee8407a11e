"""Components that are more than an include: the pill, the masked number, the confirmation."""

from enum import Enum
from functools import lru_cache

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.choices import BatchState, DecisionState, Guarantee, RunState, Status

register = template.Library()


class Tone(Enum):
    """What a colour means: red asks for help, green is reached, amber is watched, blue goes on, grey is over."""

    RED = "red"
    GREEN = "green"
    AMBER = "amber"
    BLUE = "blue"
    GREY = "grey"


TONES = {
    "poor": (Tone.RED, "●"),
    "relapsed": (Tone.AMBER, "↺"),
    "exited": (Tone.GREEN, "✓"),
    "stable": (Tone.BLUE, "◆"),
    "stabilised": (Tone.BLUE, "◆"),
    "planned": (Tone.BLUE, "→"),
    "candidate": (Tone.BLUE, "○"),
    "registered": (Tone.BLUE, "＋"),
    "unchanged": (Tone.GREY, "="),
    "removed": (Tone.GREY, "✕"),
    "closed": (Tone.GREY, "−"),
    "met": (Tone.GREEN, "✓"),
    "unmet": (Tone.RED, "✕"),
    "unknown": (Tone.GREY, "?"),
    "proposed": (Tone.AMBER, "…"),
    "approved": (Tone.GREEN, "✓"),
    "applied": (Tone.GREEN, "✓"),
    "refused": (Tone.RED, "✕"),
    "withdrawn": (Tone.GREY, "↩"),
    "lapsed": (Tone.GREY, "−"),
    "queued": (Tone.GREY, "…"),
    "running": (Tone.BLUE, "▸"),
    "done": (Tone.GREEN, "✓"),
    "failed": (Tone.RED, "!"),
    "cancelled": (Tone.GREY, "−"),
    "undone": (Tone.GREY, "−"),
    "open": (Tone.BLUE, "○"),
    "rehearsed": (Tone.AMBER, "≈"),
    "finished": (Tone.GREEN, "✓"),
    "frozen": (Tone.GREY, "■"),
    "undoing": (Tone.AMBER, "↩"),
    "uploaded": (Tone.GREY, "…"),
    "checked": (Tone.BLUE, "○"),
    "merging": (Tone.BLUE, "▸"),
    "merged": (Tone.GREEN, "✓"),
    "new": (Tone.GREEN, "＋"),
    "changed": (Tone.AMBER, "△"),
    "accepted": (Tone.GREEN, "✓"),
    "declined": (Tone.RED, "✕"),
    "uncollected": (Tone.GREY, "○"),
    "unconfirmed": (Tone.AMBER, "?"),
    "entered": (Tone.BLUE, "○"),
    "submitted": (Tone.AMBER, "…"),
    "returned": (Tone.RED, "↩"),
    "audited": (Tone.GREEN, "✓"),
    "active": (Tone.GREEN, "✓"),
    "disabled": (Tone.GREY, "−"),
    "locked": (Tone.RED, "!"),
    "waiting": (Tone.BLUE, "○"),
    "login": (Tone.GREEN, "✓"),
    "logout": (Tone.GREY, "−"),
    "expired": (Tone.GREY, "…"),
    "ended": (Tone.AMBER, "✕"),
}

# The words of a household, decision, run or batch need no label.
LABELS = {
    word: member.label
    for words in (BatchState, RunState, DecisionState, Guarantee, Status)
    for word, member in zip(words.values, words, strict=True)
} | {
    "uncollected": _("未采集"),
    "unconfirmed": _("沿用上年，未确认"),
    "entered": _("已录入"),
    "submitted": _("待审核"),
    "returned": _("已退回"),
    "audited": _("已审核"),
}


@register.simple_tag
def pill(status: str, label: str = "", quiet: bool = False) -> SafeString:
    """A status as colour, icon and words.

    Give `label` where the words are not those of a household, decision or run: `job.get_state_display`.
    """
    return _pill(str(status), str(label or LABELS[status]), quiet)


@lru_cache(maxsize=500)
def _pill(status: str, label: str, quiet: bool) -> SafeString:
    """Written once for each kind that there is: a list has two on every line."""
    tone, icon = TONES[status]
    shown = {"tone": tone.value, "icon": icon, "label": label, "quiet": quiet}
    return mark_safe(render_to_string("components/pill.html", shown).strip())  # noqa: S308 a template wrote it


@register.filter
def masked(last4: str | None) -> SafeString | str:
    """The last four characters of an ID number or phone, as lists show it: ···· 291X."""
    if not last4:
        return format_html('<span class="missing">{}</span>', gettext("无"))
    spoken = gettext("尾号")
    return format_html(
        '<span class="masked"><span aria-hidden="true">····</span><span class="visually-hidden">{}</span> {}</span>',
        spoken,
        last4,
    )


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context,
    content: SafeString,
    dialog_id: str,
    title: str,
    action: str,
    button: str,
    *,
    danger: bool = False,
    reason: bool = False,
) -> SafeString:
    """A dialog that posts to `action`; opened by any button with `data-opens="dialog_id"`.

    The content is what the reader must know, and further inputs (the version, fields); `reason` asks for one in words.
    """
    asked = {"id": dialog_id, "title": title, "action": action, "button": button, "danger": danger, "reason": reason}
    return render_to_string("components/confirm.html", {**asked, "content": content}, request=context["request"])
