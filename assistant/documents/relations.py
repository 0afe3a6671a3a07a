"""Relations between the parts of an Office Open XML package (ISO/IEC 29500-2). Targets outside of the package are never followed."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.documents.guard import Package
from assistant.documents.refusal import Refusal

if TYPE_CHECKING:
    from lxml import etree

RELATIONS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a part: its id, the last word of its type ("styles"), and the part it leads to."""

    id: str
    kind: str
    target: str


def relations_part(part: str) -> str:
    """The name of the part that holds the relations of a part; of the package for ""."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(package: Package, part: str) -> list[Relation]:
    """The relations of a part that lead to other parts of the package, in their order."""
    name = relations_part(part)
    if name not in package:
        return []
    found = []
    for node in package.xml(name).iter(f"{{{RELATIONS_NS}}}Relationship"):
        if node.get("TargetMode") == "External" or not node.get("Target"):
            continue
        target = node.get("Target", "")
        full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
        found.append(Relation(node.get("Id", ""), node.get("Type", "").rsplit("/", 1)[-1], full))
    return found


def related(package: Package, part: str, kind: str) -> str | None:
    """The first part to which a relation of that kind leads, when it is there."""
    return next((r.target for r in relations(package, part) if r.kind == kind and r.target in package), None)


def main_part(package: Package, usual: str) -> str:
    """The part where the document begins; Refusal when there is none."""
    name = related(package, "", "officeDocument") or usual
    package.need(name)
    return name


def main_root(package: Package, part: str, name: str, strict: str) -> etree._Element:
    """The root of the part where the document begins.

    Raises:
        Refusal: its name is the one of the strict form of the standard, or none that is known.
    """
    root = package.xml(part)
    if root.tag == strict:
        raise Refusal(package.path, "strict", suffix=package.suffix)
    if root.tag != name:
        raise Refusal(package.path, "wrong_package", suffix=package.suffix, part=part)
    return root


def content_type(package: Package, part: str) -> str:
    """The content type of a part, by name, else by its ending."""
    root = package.xml(TYPES)
    for node in root.iter(f"{{{TYPES_NS}}}Override"):
        if node.get("PartName", "").lstrip("/") == part:
            return str(node.get("ContentType", ""))
    ending = part.rsplit(".", 1)[-1].lower()
    return next(
        (str(n.get("ContentType", "")) for n in root.iter(f"{{{TYPES_NS}}}Default") if n.get("Extension", "").lower() == ending), ""
    )


def with_type(types: etree._Element, part: str, kind: str) -> None:
    """Add the content type of a new part to the parsed list of types."""
    from lxml import etree

    etree.SubElement(types, f"{{{TYPES_NS}}}Override", PartName=f"/{part}", ContentType=kind)


def with_relation(root: etree._Element, kind: str, target: str) -> str:
    """Add a relation to parsed relations; returns its id, which no other has."""
    from lxml import etree

    taken = {node.get("Id") for node in root}
    number = next(n for n in range(1, len(taken) + 2) if f"rIdSmart{n}" not in taken)
    etree.SubElement(root, f"{{{RELATIONS_NS}}}Relationship", Id=f"rIdSmart{number}", Type=kind, Target=target)
    return f"rIdSmart{number}"


def empty_relations() -> etree._Element:
    """Relations of a part that had none."""
    from lxml import etree

    return etree.Element(f"{{{RELATIONS_NS}}}Relationships", nsmap={None: RELATIONS_NS})
