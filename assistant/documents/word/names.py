"""Names in the XML of Office Open XML text documents (ISO/IEC 29500, transitional)."""

from __future__ import annotations

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_NS = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def w(name: str) -> str:
    """A WordprocessingML name as lxml writes it: w("p") is "{…}p"."""
    return f"{{{W_NS}}}{name}"
