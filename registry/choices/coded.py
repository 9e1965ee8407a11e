"""Choices that know the code of the national system (全国扶贫开发信息系统) beside their own word."""

from typing import Self

from django.db import models


class CodedChoices(models.TextChoices):
    """`NAME = "word", "code", _("中文")`: the word is stored, the label is shown, the code is exchanged."""

    code: str

    def __new__(cls, word: str, code: str = "") -> Self:
        member = str.__new__(cls, word)
        member._value_ = word
        member.code = code
        return member

    @classmethod
    def from_code(cls, code: str) -> Self | None:
        """The member with this national code, or None."""
        return next((member for member in cls if member.code == code), None)
