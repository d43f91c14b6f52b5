"""Office documents are ZIP files of XML: their parts, read without trusting sizes, entities or depth."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from crawler.errors import ReadError

MAX_PART_BYTES = 48_000_000
"""Bytes that one part may unpack to; twenty thousand rows of ten cells are a third of it."""
_MAX_PARTS = 5000
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)


class Package:
    """The parts of one file, by their names in lower case."""

    def __init__(self, body: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(body))
            parts = self._zip.infolist()
        except _FAULTS as error:
            raise ReadError("unreadable", f"no whole ZIP file: {error}") from None
        if len(parts) > _MAX_PARTS:
            raise ReadError("too_large", f"a document of over {_MAX_PARTS} parts")
        self._parts = {part.filename.replace("\\", "/").lstrip("/").lower(): part for part in parts}

    def has(self, name: str) -> bool:
        """Is there a part of this name?"""
        return name.lower() in self._parts

    def read(self, name: str) -> bytes:
        """Return a part; b"" when there is none. Its size is checked before a byte is unpacked."""
        part = self._parts.get(name.lstrip("/").lower())
        if part is None:
            return b""
        if part.flag_bits & 1:
            raise ReadError("encrypted", "a document that asks for a password")
        if part.file_size > MAX_PART_BYTES:
            raise ReadError("too_large", f"{name} unpacks to {part.file_size} bytes")
        try:
            return self._zip.open(part).read(MAX_PART_BYTES)  # no more than the directory says, whatever it holds
        except _FAULTS as error:
            raise ReadError("unreadable", f"{name} cannot be unpacked: {error}") from None


def elements(part: bytes, *tags: str) -> Iterator[etree._Element]:
    """Yield the elements of these local names as they end, and forget each when the next is asked for.

    Office files declare no document type: with none there is no entity to expand and nothing to fetch.
    """
    _check_type(part)
    try:
        found = etree.iterparse(
            BytesIO(part),
            events=("end",),
            tag=[f"{{*}}{tag}" for tag in tags],
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for _, element in found:
            yield element
            element.clear()
            while (earlier := element.getprevious()) is not None:
                parent = element.getparent()
                if parent is None:
                    break
                parent.remove(earlier)
    except etree.XMLSyntaxError as error:
        raise ReadError("unreadable", f"broken XML: {str(error)[:200]}") from None


def root(part: bytes) -> etree._Element:
    """Return a part as a tree, for those whose elements lie in each other."""
    _check_type(part)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("unreadable", f"broken XML: {str(error)[:200]}") from None


def _check_type(part: bytes) -> None:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise ReadError("unreadable", "a document type in an office document")


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str | None:
    """Return an attribute by its local name; the same part comes in two namespaces."""
    value = element.get(name)
    if value is not None:
        return str(value)
    return next((str(found) for key, found in element.attrib.items() if str(key).rpartition("}")[2] == name), None)
