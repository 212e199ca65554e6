"""SVG made fit to stand inside a page: named, described, nothing of it left outside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator

_REFERENCE: Final = re.compile(r"url\(#([^)]+)\)")
_FONT: Final = re.compile(r"'DejaVu Sans'(, [\w-]+)*")
_UNSHOWN: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DROPPED: Final = ("metadata", "style")


def inline(document: str, name: str, title: str, description: str) -> Markup:
    """Turn a whole SVG document into one element for an HTML page.

    Namespaces, metadata and document-wide styles go; every id gets the name before it,
    so that several plots can share a page; a title and a description name the image.

    Parameters
    ----------
    document : str
        SVG as matplotlib writes it.
    name : str
        Unique in the page, fit for an id.
    title, description : str

    Returns
    -------
    Markup
        Text in it is escaped.
    """
    root = ET.fromstring(document)
    for element in list(_elements(root)):
        for child in list(element):
            if _local(child.tag) in _DROPPED:
                element.remove(child)
        element.tag = _local(element.tag)
        element.attrib = {
            _local(key): _attribute(_local(key), value, name)
            for key, value in element.attrib.items()
        }
    for size in ("width", "height", "version"):
        root.attrib.pop(size, None)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title")
    root.set("aria-describedby", f"{name}-desc")
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(tag, {"id": f"{name}-{tag}"})
        element.text = shown(text)
        root.insert(place, element)
    return Markup(ET.tostring(root, encoding="unicode"))


def shown(text: str) -> str:
    """Give a text without the control characters that no SVG can hold."""
    return _UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", text)


def _elements(root: ET.Element) -> Iterator[ET.Element]:
    yield root
    for child in root:
        if isinstance(child.tag, str):
            yield from _elements(child)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _attribute(key: str, value: str, name: str) -> str:
    if key == "id":
        return f"{name}-{value}"
    if key == "href":
        return f"#{name}-{value.removeprefix('#')}"
    if key == "style":
        value = _FONT.sub("Arial, Helvetica, sans-serif", value)
    return _REFERENCE.sub(rf"url(#{name}-\1)", value)
