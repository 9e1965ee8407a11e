"""The zip file around a workbook, looked at before anything is unpacked."""

import io
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .problems import Problem

ZIP_SIGNATURE = b"PK\x03\x04"
OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
MEGABYTE = 2**20


def open_container(data: bytes, *, max_members: int, max_unpacked: int) -> zipfile.ZipFile:
    """The zip file of an .xlsx workbook. Raises `Problem` for anything else, and for what would unpack too large."""
    if data.startswith(OLE_SIGNATURE):
        raise Problem("encrypted" if ENCRYPTED_PACKAGE in data else "old_format")
    if not data.startswith(ZIP_SIGNATURE):
        raise Problem("empty_file" if not data.strip() else "not_a_workbook")
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise Problem("damaged") from error
    members = container.infolist()
    if len(members) > max_members:
        raise Problem("too_many_members", limit=max_members)
    unpacked = sum(member.file_size for member in members)
    if unpacked > max_unpacked:
        raise Problem("unpacks_too_large", size=unpacked // MEGABYTE, limit=max_unpacked // MEGABYTE)
    if any(member.flag_bits & 1 for member in members):
        raise Problem("encrypted")
    names = set(container.namelist())
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Problem("macros")
    if "xl/workbook.xml" not in names:
        raise Problem("not_a_workbook")
    return container


def read_xml(container: zipfile.ZipFile, name: str) -> bytes:
    """A member, which must be UTF-8. A document type, where entities are declared, has no place in a workbook."""
    try:
        xml = container.read(name)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Problem("damaged") from error
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise Problem("hostile")
    return xml


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
