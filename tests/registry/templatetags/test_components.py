"""Pills, masked numbers, confirmations."""

from itertools import chain

import pytest
from django.db.models import Choices
from django.template import Context, Template
from django.test import RequestFactory

from registry.choices import BatchState, DecisionState, Guarantee, Outcome, RowVerdict, RunState, Status
from registry.jobs.choices import JobState
from registry.templatetags.components import LABELS, TONES, masked


def rendered(text: str, **context: object) -> str:
    """A template's output, by a reader nobody knows."""
    load = "{% load components lists fields figures %}"
    return Template(load + text).render(Context({"request": RequestFactory().get("/list", {"q": "x"}), **context}))


@pytest.mark.parametrize(
    "words", [Status, Guarantee, DecisionState, RunState, BatchState, JobState, Outcome, RowVerdict], ids=str
)
def test_every_status_has_a_tone(words: type[Choices]) -> None:
    assert set(words.values) <= TONES.keys()


def test_a_pill_needs_no_label_where_the_words_are_clear() -> None:
    clear = chain.from_iterable(words.values for words in (Status, Guarantee, DecisionState, RunState))
    assert set(clear) <= LABELS.keys()


def test_a_pill_is_colour_icon_and_words() -> None:
    pill = rendered('{% pill "relapsed" %}')
    assert "tone-amber" in pill
    assert "↺" in pill
    assert "返贫" in pill


def test_a_pill_takes_another_label() -> None:
    assert "排队中" in rendered('{% pill "queued" label %}', label="排队中")


def test_a_label_is_escaped() -> None:
    assert "<b>" not in rendered('{% pill "poor" label %}', label="<b>")


def test_a_number_is_masked_to_its_last_four() -> None:
    assert "291X" in masked("291X")
    assert "无" in masked("")


def test_a_confirmation_posts_with_token_version_and_reason() -> None:
    dialog = rendered('{% confirm "id" "题" "/act" "办" reason=True %}<input name="version" value="3">{% endconfirm %}')
    assert 'action="/act"' in dialog
    assert "csrfmiddlewaretoken" in dialog
    assert '<input name="version" value="3">' in dialog
    assert 'name="reason"' in dialog


def test_a_confirmation_asks_no_reason_unless_told() -> None:
    assert 'name="reason"' not in rendered('{% confirm "id" "题" "/act" "办" %}{% endconfirm %}')
