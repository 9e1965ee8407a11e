"""Properties of a workbook that no sheet shows, added to a file that is already written."""

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

CONTENT_TYPES, RELATIONS, CUSTOM = "[Content_Types].xml", "_rels/.rels", "docProps/custom.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
# The format that all custom properties have, by the standard.
FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
FIRST_ID = 2


def add_properties(book: ZipFile, properties: Mapping[str, str]) -> None:
    """Name the properties in the two lists of what a workbook consists of; neither the sheets nor their XML is read."""
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    _extend(book, CONTENT_TYPES, "</Types>", f'<Override PartName="/{CUSTOM}" ContentType="{kind}"/>')
    relation = f'<Relationship Id="rIdMark" Type="{OFFICE}/relationships/custom-properties" Target="{CUSTOM}"/>'
    _extend(book, RELATIONS, "</Relationships>", relation)
    book.writestr(CUSTOM, _custom(properties))


def _custom(properties: Mapping[str, str]) -> str:
    told = "".join(
        f'<property fmtid="{FORMAT_ID}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), FIRST_ID)
    )
    names = f'xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes"'
    return f"{HEAD}<Properties {names}>{told}</Properties>"


def _extend(book: ZipFile, name: str, end: str, more: str) -> None:
    """Put a new version of a short member in the place of the one that is listed."""
    text = book.read(name).decode()
    book.filelist.remove(book.NameToInfo.pop(name))
    book.writestr(name, text.replace(end, more + end))
