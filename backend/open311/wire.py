"""How answers of GeoReport v2 are written, in XML and in JSON. Pure.

Text of people goes out in XML: characters that XML 1.0 (2.2) has no form for are left out, the rest is
escaped by the writer. Nothing is ever read as XML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.etree import ElementTree

XML: Final = "xml"
JSON: Final = "json"
FORMATS: Final = (XML, JSON)
MEDIA_TYPES: Final = {XML: "text/xml; charset=utf-8", JSON: "application/json; charset=utf-8"}
# What stands between the root and the fields: <services><service>…, <errors><error>….
ITEM_OF: Final[Mapping[str, str]] = {
    "services": "service",
    "service_requests": "request",
    "errors": "error",
    "attributes": "attribute",
    "values": "value",
    "formats": "format",
    "endpoints": "endpoint",
}
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Fields = Mapping[str, Any]


def list_of(root: str, items: Sequence[Fields], form: str) -> bytes:
    """A list under its root; JSON has the list alone."""
    if form == JSON:
        return _json(list(items))
    return _xml(_element(root, list(items)))


def one_of(root: str, fields: Fields, form: str) -> bytes:
    """One record; JSON has no root."""
    return _json(fields) if form == JSON else _xml(_element(root, fields))


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _xml(element: ElementTree.Element) -> bytes:
    written: bytes = ElementTree.tostring(element, "utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written


def _element(name: str, value: object) -> ElementTree.Element:
    element = ElementTree.Element(name)
    if isinstance(value, Mapping):
        element.extend(_element(field, inner) for field, inner in value.items())
    elif isinstance(value, list):
        element.extend(_element(ITEM_OF[name], inner) for inner in value)
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value is not None:
        element.text = _NO_XML.sub("", str(value))
    return element
