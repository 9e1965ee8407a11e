"""The zip file around a workbook, looked at before anything is unpacked."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .problems import Problem

ZIP_SIGNATURE = b"PK\x03\x04"
OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
MACROS = "_VBA_PROJECT".encode("utf-16-le")
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
MEGABYTE = 2**20
LONGEST_DECLARATION = len(b"<!DOCTYPE")
MOST_COLUMNS = 702  # up to ZZ


def open_container(data: bytes, *, max_members: int, max_unpacked: int) -> zipfile.ZipFile:
    """The zip file of an .xlsx or .ods workbook. Raises `Problem` for anything else, and for what unpacks too large."""
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise Problem("damaged") from error
    members = container.infolist()
    if len(members) > max_members:
        raise Problem("too_many_members", limit=max_members)
    unpacked = sum(member.file_size for member in members)
    if unpacked > max_unpacked:
        raise Problem("unpacks_too_large", size=-(-unpacked // MEGABYTE), limit=max_unpacked // MEGABYTE)
    if any(member.flag_bits & 1 for member in members):
        raise Problem("encrypted")
    names = set(container.namelist())
    if any(name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names):
        raise Problem("macros")
    if is_open_document(container):
        _refuse_encrypted_document(container)
    elif "xl/workbook.xml" not in names:
        raise Problem("not_a_workbook")
    return container


def is_open_document(container: zipfile.ZipFile) -> bool:
    """Whether this is an .ods file rather than an .xlsx one."""
    names = container.namelist()
    return "content.xml" in names and "mimetype" in names and read_xml(container, "mimetype").strip() == SPREADSHEET


def _refuse_encrypted_document(container: zipfile.ZipFile) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in container.namelist() and b"encryption-data" in container.read(manifest):
        raise Problem("encrypted")


def refuse_old_hazards(data: bytes) -> None:
    """Of the older container (.xls, .et, and whatever is encrypted): a password, macros."""
    if ENCRYPTED_PACKAGE in data:
        raise Problem("encrypted")
    if MACROS in data:
        raise Problem("macros")


def read_xml(container: zipfile.ZipFile, name: str) -> bytes:
    """A member, which must be UTF-8. A document type, where entities are declared, has no place in a workbook."""
    return b"".join(stream_xml(container, name))


def stream_xml(container: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """As `read_xml`, a little at a time."""
    before = b""
    try:
        with container.open(name) as member:
            while xml := member.read(MEGABYTE):
                seen = before[-LONGEST_DECLARATION:] + xml
                if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                    raise Problem("hostile")
                yield xml
                before = xml
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Problem("damaged") from error


def sheet_members(container: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → member that holds it, in the workbook's order."""
    try:
        book = fromstring(read_xml(container, "xl/workbook.xml"))
        relations = fromstring(read_xml(container, "xl/_rels/workbook.xml.rels"))
    except (ParseError, DefusedXmlException) as error:
        raise Problem("damaged") from error
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    found = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            target = targets.get(sheet.get(RELATION) or sheet.get(STRICT_RELATION), "")
            found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found
