#!/usr/bin/env python3
"""Runs every query of Grafana dashboards on a Prometheus server.

    dashboard_queries.py [options] http://127.0.0.1:9090 grafana/dashboards/*.json

Template variables are filled as Grafana does it: first their own queries run, then all panels and annotations, once with every
variable at "All" and once with the first value that each variable offers. Needs only Python's standard library.
"""

import argparse
import json
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

LABEL_VALUES = re.compile(r"^\s*label_values\(\s*(?:(?P<match>.*\S)\s*,\s*)?(?P<label>[a-zA-Z_]\w*)\s*\)\s*$", re.S)
QUERY_RESULT = re.compile(r"^\s*query_result\((?P<expr>.*)\)\s*$", re.S)
VARIABLE = re.compile(r"\$(?P<a>\w+)|\$\{(?P<b>\w+)(?::\w+)?\}|\[\[(?P<c>\w+)(?::\w+)?\]\]")


class QueryError(Exception):
    """The server refused a query, or did not answer."""


class Server:
    def __init__(self, url):
        self.url = url.rstrip("/")

    def ask(self, path, **parameters):
        body = urllib.parse.urlencode(parameters, doseq=True).encode()
        # Label values are only to be had with GET; a query may be longer than an address.
        post = path.startswith("query")
        url = f"{self.url}/api/v1/{path}"
        request = urllib.request.Request(url, data=body) if post else urllib.request.Request(f"{url}?{body.decode()}")
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                answer = json.load(response)
        except urllib.error.HTTPError as error:
            text = error.read().decode("utf-8", "replace")
            try:
                text = json.loads(text)["error"]
            except (ValueError, KeyError):
                pass
            raise QueryError(f"{error.code}: {text.strip()}") from error
        except (OSError, ValueError) as error:
            raise QueryError(f"no usable answer from {self.url}: {error}") from error
        return answer["data"]


def panels_of(dashboard):
    for panel in dashboard.get("panels", []):
        if panel["type"] == "row":
            yield from panels_of(panel)
        else:
            yield panel


def query_of(variable):
    query = variable.get("query", "")
    return query.get("query", "") if isinstance(query, dict) else query


def seconds(duration):
    units = {"s": 1, "m": 60, "h": 3600, "d": 86400}
    match = re.fullmatch(r"(\d+)([smhd])", duration)
    if not match:
        raise argparse.ArgumentTypeError(f"{duration!r} is not a duration such as 30s, 5m, 2h or 1d")
    return int(match[1]) * units[match[2]]


class Run:
    """One pass over one dashboard with one choice of values."""

    def __init__(self, server, dashboard, options, choose):
        self.server, self.dashboard, self.options, self.choose = server, dashboard, options, choose
        self.errors, self.empty, self.count = [], [], 0
        self.end = time.time()
        self.values = {}

    def fill(self, text, minimum):
        interval = max(self.options.step, minimum)
        builtin = {
            "__interval": f"{interval}s",
            "__interval_ms": str(interval * 1000),
            "__rate_interval": f"{max(interval + self.options.scrape_interval, 4 * self.options.scrape_interval)}s",
            "__range": f"{self.options.range}s",
            "__range_s": str(self.options.range),
            "__range_ms": str(self.options.range * 1000),
        }

        def value(match):
            name = match["a"] or match["b"] or match["c"]
            if name in builtin:
                return builtin[name]
            if name in self.values:
                return self.values[name]
            if match["a"] and name.isdigit():
                return match[0]  # $1 in label_replace
            raise QueryError(f"no such variable: {match[0]}")

        return VARIABLE.sub(value, text)

    def variables(self):
        for variable in self.dashboard.get("templating", {}).get("list", []):
            name = variable["name"]
            if variable["type"] == "datasource":
                self.values[name] = "prometheus"
            elif variable["type"] == "query":
                found = self.attempt(f"variable {name}", lambda v=variable: self.label_values(self.fill(query_of(v), 0)))
                if found is not None and not found:
                    self.empty.append(f"variable {name}")
                self.values[name] = self.choose(variable, found or [])
            else:
                self.values[name] = str(variable.get("current", {}).get("value", variable.get("query", "")))

    def label_values(self, query):
        span = {"start": self.end - self.options.range, "end": self.end}
        if match := LABEL_VALUES.match(query):
            if match["match"]:
                span["match[]"] = match["match"]
            return self.server.ask(f"label/{match['label']}/values", **span)
        if match := QUERY_RESULT.match(query):
            return [str(row["metric"]) for row in self.server.ask("query", query=match["expr"], time=self.end)["result"]]
        raise QueryError(f"not a query that a variable can have: {query!r}")

    def panels(self):
        for panel in panels_of(self.dashboard):
            minimum = seconds(panel["interval"]) if panel.get("interval") else 0
            for target in panel.get("targets", []):
                place = f"panel \"{panel['title']}\" query {target['refId']}"
                rows = self.attempt(place, lambda t=target, m=minimum: self.run(t, m))
                if rows is not None and not any(has_value(row) for row in rows):
                    self.empty.append(place)

    def annotations(self):
        for annotation in self.dashboard.get("annotations", {}).get("list", []):
            if annotation.get("expr"):
                self.attempt(f"annotation \"{annotation['name']}\"", lambda a=annotation: self.run(a, seconds(a.get("step", "60s"))))

    def run(self, target, minimum):
        minimum = max(minimum, seconds(target["interval"]) if target.get("interval") else 0)
        query = self.fill(target["expr"], minimum)
        if target.get("instant"):
            return self.server.ask("query", query=query, time=self.end)["result"]
        step = max(self.options.step, minimum)
        start = self.end - self.options.range // step * step  # so that the last point is now
        return self.server.ask("query_range", query=query, start=start, end=self.end, step=step)["result"]

    def attempt(self, place, action):
        self.count += 1
        try:
            return action()
        except QueryError as error:
            self.errors.append(f"{place}: {error}")
            return None


def has_value(row):
    values = row["values"] if "values" in row else [row["value"]]
    return any(text != "NaN" for _, text in values)


def everything(variable, _found):
    return variable.get("allValue") or ".*"


def first(variable, found):
    # Grafana escapes what a regular expression would take otherwise, and a string in PromQL doubles the backslash.
    return re.escape(found[0]).replace("\\", "\\\\") if found else everything(variable, found)


def allowed(place, names):
    return any(place == name or f'"{name}"' in place or place == f"variable {name}" for name in names)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", help="base URL of a Prometheus server")
    parser.add_argument("dashboards", nargs="+", help="dashboard JSON files")
    parser.add_argument("--expect-data", action="store_true", help="fail if a query finds nothing")
    parser.add_argument("--may-be-empty", action="append", default=[], metavar="NAME",
                        help='panel title, variable, or \'panel "TITLE" query REF\' that may find nothing; may be repeated')
    parser.add_argument("--range", type=seconds, default="1h", help="time range that is shown (default 1h)")
    parser.add_argument("--step", type=seconds, default="15s", help="resolution of graphs (default 15s)")
    parser.add_argument("--scrape-interval", type=seconds, default="15s", help="as in the data source (default 15s)")
    options = parser.parse_args()

    server, faults = Server(options.url), []
    for path in options.dashboards:
        with open(path, encoding="utf-8") as file:
            dashboard = json.load(file)
        for title, choose in (("all values", everything), ("one value each", first)):
            run = Run(server, dashboard, options, choose)
            run.variables()
            run.panels()
            run.annotations()
            faults += [f"{path}, {title}: {error}" for error in run.errors]
            if options.expect_data and choose is everything:
                faults += [f"{path}: {place} found no data" for place in run.empty if not allowed(place, options.may_be_empty)]
            print(f"{path}, {title}: {run.count} queries, {len(run.errors)} refused, {len(run.empty)} found nothing")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
