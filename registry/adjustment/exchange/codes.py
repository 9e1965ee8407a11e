"""The code lists as a temporary table: the exchange speaks in national codes, the database in words."""

from django.db import connection

from registry.choices import Absence, Attribute, Cause, CodedChoices, Education, School

LISTS: dict[str, type[CodedChoices]] = {
    "attribute": Attribute,
    "cause": Cause,
    "education": Education,
    "school": School,
    "absence": Absence,
}


def stage_code_lists() -> None:
    """Make `code_list` (list, code, word). Reasons for not being in school have no code but their own word."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE code_list (list text, code text, word text)")
        cursor.executemany(
            "INSERT INTO code_list VALUES (%s, %s, %s)",
            [(name, word.code or word.value, word.value) for name, words in LISTS.items() for word in words],
        )
