"""Names in the XML of OpenDocument texts (ISO/IEC 26300, OpenDocument 1.3)."""

from __future__ import annotations

_NS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


def o(name: str) -> str:
    """A name as lxml writes it: o("text:p") is "{…}p"."""
    prefix, _, local = name.partition(":")
    return f"{{{_NS[prefix]}}}{local}"
