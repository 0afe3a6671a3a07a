"""JUnit XML: a suite a document, a case a goal; errors fail, the rest is its output.

The element names and attributes are those that Jenkins, GitLab and GitHub's readers share (testsuites, testsuite, testcase,
failure, system-out). Texts of their own make one suite.
"""

from __future__ import annotations

from xml.etree import ElementTree

from assistant.records import Finding
from assistant.reports.base import STATUS_MARKS, Entry, Options, Result, clean, criterion_letter, entries, on_one_line, told_from


class Reporter:
    """Keeps the suites: their counts stand before their cases."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.suites: dict[str, ElementTree.Element] = {}

    def add(self, result: Result) -> None:
        """Make a case of each goal."""
        path = result.path
        name = on_one_line(told_from(path, self.options.root)) if path else self.options.texts.text["texts"]
        suite = self.suites.get(name)
        if suite is None:
            suite = self.suites[name] = ElementTree.Element("testsuite", name=name)
        for entry in entries(result):
            if entry.analysis.goal:
                suite.append(self._case(entry, name))

    def close(self) -> None:
        """Write the document."""
        root = ElementTree.Element("testsuites", name="smartgoals")
        for suite in self.suites.values():
            failures = len(suite.findall("testcase/failure"))
            suite.attrib |= {"tests": str(len(suite)), "failures": str(failures), "errors": "0", "skipped": "0"}
            root.append(suite)
        for key in ("tests", "failures", "errors"):
            root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
        ElementTree.indent(root)
        self.options.write('<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n")

    def _case(self, entry: Entry, suite: str) -> ElementTree.Element:
        analysis, say = entry.analysis, self.options.say
        where = entry.where or str(entry.number)
        attributes = {"name": on_one_line(f"{where} {analysis.text}"), "classname": on_one_line(".".join((suite, *entry.heading)))}
        if entry.path is not None:
            attributes["file"] = suite
            if place := entry.region(0, len(analysis.text)):
                attributes["line"] = str(place.line)
        case = ElementTree.Element("testcase", attributes)
        errors = [f for f in analysis.findings if f.severity == "error"]
        if errors:
            message = " ".join(f.message for f in errors)
            failure = ElementTree.SubElement(case, "failure", type=",".join(f.rule for f in errors), message=clean(message))
            failure.text = clean("\n".join(self._line(f) for f in errors))
        lines = [f"{say['score']} {analysis.score}/100"]
        for name, verdict in analysis.criteria.items():
            mark = f"{criterion_letter(name)} {STATUS_MARKS[verdict.status]} {say[verdict.status]}"
            lines.append(f"{mark}  {verdict.reason}")
        lines += [self._line(f) for f in analysis.findings if f.severity != "error"]
        if analysis.rewrite is not None and analysis.rewrite.changed:
            lines.append(self.options.texts.text["labelled"].format(label=say["rewrite"], value=analysis.rewrite.text))
        ElementTree.SubElement(case, "system-out").text = clean("\n".join(lines))
        return case

    def _line(self, finding: Finding) -> str:
        return f"{finding.rule} {self.options.say[finding.severity]}  {finding.message}"
