#!/usr/bin/env python3
"""Checks the shipped dashboards and rules as far as that goes without a server.

    check_files.py RULES_FILE DASHBOARD.json...

Layout and references of each dashboard, and that every metric and label named in a query exists (metrics.tsv).
"""

import json
import os
import re
import sys

PANEL_TYPES = {"row", "text", "stat", "gauge", "bargauge", "timeseries", "barchart", "table", "piechart", "heatmap", "histogram",
               "state-timeline", "status-history"}
PARTS = {"counter": [""], "gauge": [""], "histogram": ["_bucket", "_count", "_sum"], "summary": ["_count", "_sum", "_max"]}
TARGET_LABELS = {"job", "instance"}
KEYWORDS = {"and", "or", "unless", "by", "without", "on", "ignoring", "group_left", "group_right", "offset", "bool", "inf", "nan"}
GROUPING = re.compile(r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^()]*)\)")


def known_metrics():
    known = {"up": set(), "ALERTS": {"alertname", "alertstate"}}
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics.tsv"), encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                name, kind, *labels = line.rstrip("\n").split("\t")
                for part in PARTS[kind]:
                    known[name + part] = set(labels[0].split() if labels else []) | ({"le"} if part == "_bucket" else set())
    return known


def used(query):
    """Metric names with the labels in their selectors, and the labels that results are grouped by."""
    several = [(name, set()) for names in re.findall(r'__name__=~"([\w|]+)"', query) for name in names.split("|")]
    query = re.sub(r'"(?:\\.|[^"\\])*"', '""', re.sub(r"#.*", "", query))
    grouped = {label.strip() for match in GROUPING.finditer(query) for label in match[1].split(",") if label.strip()}
    bare = re.sub(r"\[[^\]]*\]|\boffset\s+[\w$]+|(?<=[^\w:])\{[^}]*\}", " ", GROUPING.sub(" ", query))
    selectors = [(name, set(re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", inner or "")))
                 for name, inner in re.findall(r"([a-zA-Z_:][\w:]*)(?!\s*\(|[\w:])\s*(?:\{([^}]*)\})?", re.sub(r"\b\d\w*", " ", bare))
                 if name not in KEYWORDS]
    return selectors + several, grouped


def query_faults(place, query, known):
    metrics, grouped = used(query)
    offered = set(TARGET_LABELS)
    for name, labels in metrics:
        if name not in known:
            yield f"{place}: no such metric: {name}"
            continue
        offered |= known[name]
        for label in labels - known[name] - TARGET_LABELS:
            if name != "ALERTS":
                yield f"{place}: {name} has no label {label}"
    for label in grouped - offered:
        yield f"{place}: groups by {label}, which no metric in it has"


def rules(path):
    """Name and expression of each rule. Reads the plain layout of our own file, so no YAML library is needed."""
    name, expression, depth = None, [], None
    with open(path, encoding="utf-8") as file:
        for line in file:
            indent = len(line) - len(line.lstrip())
            if depth is not None and line.strip() and indent <= depth:
                yield name, "\n".join(expression)
                expression, depth = [], None
            if match := re.match(r"\s*- (record|alert): (\S+)", line):
                name = match[2]
            elif match := re.match(r"(\s*)expr: *(\|?)(.*)", line):
                depth, expression = len(match[1]), [match[3]]
            elif depth is not None:
                expression.append(line)
    if depth is not None:
        yield name, "\n".join(expression)


def overlap(one, other):
    return (one["x"] < other["x"] + other["w"] and other["x"] < one["x"] + one["w"]
            and one["y"] < other["y"] + other["h"] and other["y"] < one["y"] + one["h"])


def layout_faults(panels):
    ids = [panel["id"] for panel in panels]
    for number in sorted({number for number in ids if ids.count(number) > 1}):
        yield f"two panels have the id {number}"
    for index, panel in enumerate(panels):
        place, grid = f"panel \"{panel['title']}\"", panel["gridPos"]
        if grid["x"] < 0 or grid["w"] < 1 or grid["x"] + grid["w"] > 24 or grid["y"] < 0 or grid["h"] < 1:
            yield f"{place} is outside the 24 columns: {grid}"
        for other in panels[index + 1:]:
            if overlap(grid, other["gridPos"]):
                yield f"{place} lies over panel \"{other['title']}\""


def panel_faults(panel, known):
    place = f"panel \"{panel['title']}\""
    if panel["type"] not in PANEL_TYPES:
        yield f"{place}: type {panel['type']} does not come with Grafana"
    if panel["type"] == "row":
        return
    for key in ("description", "datasource", "options"):
        if not panel.get(key):
            yield f"{place} has no {key}"
    if any(not target.get("datasource") for target in panel.get("targets", [])):
        yield f"{place}: a query has no datasource"
    defaults = panel.get("fieldConfig", {}).get("defaults", {})
    for key in ("unit", "thresholds"):
        if key not in defaults:
            yield f"{place} has no {key}"
    references = [target.get("refId") for target in panel.get("targets", [])]
    if not references or None in references or len(set(references)) != len(references):
        yield f"{place}: queries need one refId each, not {references}"
    for target in panel.get("targets", []):
        if not target.get("expr"):
            yield f"{place} query {target.get('refId')} is empty"
        else:
            yield from query_faults(f"{place} query {target.get('refId')}", target["expr"], known)


def mapping_faults(panels):
    """A code or reason means the same in every panel."""
    texts = {}
    for panel in panels:
        config = panel.get("fieldConfig", {})
        lists = [config.get("defaults", {}).get("mappings", [])]
        lists += [entry["value"] for override in config.get("overrides", []) for entry in override["properties"]
                  if entry["id"] == "mappings"]
        for mapping in (mapping for mappings in lists for mapping in mappings if mapping["type"] == "value"):
            for key, result in mapping["options"].items():
                if texts.setdefault(key, result["text"]) != result["text"]:
                    yield f"{key} means \"{texts[key]}\" in one panel and \"{result['text']}\" in another"
    codes = {key for key in texts if re.fullmatch(r"[45]\.\d+\.\d+", key)}
    for code in sorted(codes):
        twin = ("5" if code[0] == "4" else "4") + code[1:]
        if twin not in codes:
            yield f"{code} has a meaning and {twin} has none"


def data_sources(node):
    """Every reference to a data source, at any depth."""
    if isinstance(node, dict):
        if isinstance(node.get("datasource"), dict):
            yield node["datasource"]
        for child in node.values():
            yield from data_sources(child)
    elif isinstance(node, list):
        for child in node:
            yield from data_sources(child)


def dashboard_faults(dashboard, known):
    panels = dashboard["panels"]
    for key in ("uid", "title", "schemaVersion", "templating", "time"):
        if not dashboard.get(key):
            yield f"no {key}"
    variables = {variable["name"] for variable in dashboard["templating"]["list"]}
    for name in set(re.findall(r"\$\{?([a-z]\w*)", json.dumps(dashboard))) - variables:
        yield f"there is no variable {name}"
    for source in data_sources(dashboard):
        if source.get("type") != "grafana" and source.get("uid") != "${datasource}":
            yield f"a data source is fixed instead of the variable datasource: {source}"
    yield from layout_faults(panels)
    yield from mapping_faults(panels)
    for panel in panels:
        yield from panel_faults(panel, known)


def main():
    rules_path, *dashboards = sys.argv[1:]
    known, faults = known_metrics(), []
    found = list(rules(rules_path))
    for name, _ in found:
        if ":" in name:
            # Which labels are left is what promtool's tests show.
            known[name] = {"mta", "service", "provider", "type", "reason", "source", "result", "outcome", "cause"}
    for name, expression in found:
        faults += [f"{rules_path}: {fault}" for fault in query_faults(name, expression, known)]
    for path in dashboards:
        try:
            with open(path, encoding="utf-8") as file:
                dashboard = json.load(file)
        except ValueError as error:
            faults.append(f"{path}: not JSON: {error}")
            continue
        faults += [f"{path}: {fault}" for fault in dashboard_faults(dashboard, known)]
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(found)} rules, {len(dashboards)} dashboards: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
