#!/usr/bin/env python3
"""Compares what PromQL answers with what the sample logs hold, counted by src/test/scripts.

    promql.py PROMETHEUS_URL SECONDS SAMPLE...

Asks until every answer is as expected, at most so many seconds; prints each difference that is left.
"""

import collections
import gzip
import json
import os
import sys
import time
import urllib.parse
import urllib.request

RESOURCES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "resources")


def load(name):
    with open(os.path.join(RESOURCES, "samples", name), encoding="utf-8") as file:
        return json.load(file)


def registered():
    with open(os.path.join(RESOURCES, "io", "bouncewatch", "metrics", "registered-codes.txt"), encoding="utf-8") as file:
        return {line.strip() for line in file if line.strip() and not line.startswith("#")}


def label_of(code, known):
    """A code that IANA does not list is shown as its subject's .0."""
    kind, subject, detail = code.split(".")
    if f"{subject}.{detail}" in known:
        return code
    return f"{kind}.{subject}.0" if f"{subject}.0" in known else f"{kind}.0.0"


def finals(samples):
    """Outcome → recipients of mail and of notifications; and how many wait."""
    mail, notices = collections.Counter(), collections.Counter()
    with gzip.open(os.path.join(RESOURCES, "samples", "expected-finals.tsv.gz"), "rt", encoding="utf-8", newline="\n") as file:
        for row in file:
            sample, kind, _, outcome, count = row.rstrip("\n").split("\t")
            if sample.removesuffix(".gz") in samples and outcome != "incomplete":
                (notices if kind in ("own", "other") else mail)[outcome] += int(count)
    return mail, notices, mail.pop("waiting", 0)


def expectations(samples):
    """Query → {value of its one label: count}; the label is "" where there is none."""
    outcomes, codes, known = load("expected-outcomes.json"), load("expected-codes.json"), registered()
    sums = collections.Counter()
    by_mta, by_code = collections.Counter(), collections.Counter()
    for sample in samples:
        counts = outcomes[sample + ".gz"]
        sums.update(counts)
        by_mta[sample.split("-")[0]] += counts["delivered"]
        for code, count in codes[sample + ".gz"].items():
            by_code[label_of(code, known)] += count
    mail, notices, waiting = finals(samples)
    hard = sums["bounced"] + sums["expired"]
    return {
        "up": {"": 1},
        "sum(mail_deliveries_total)": {"": sums["delivered"]},
        "sum by (mta) (mail_deliveries_total)": by_mta,
        "sum by (type) (mail_bounces_total)": {"soft": sums["deferred"], "hard": hard},
        "sum by (code) (mail_bounces_total)": by_code,
        "sum by (outcome) (mail_recipients_total)": mail,
        "sum by (outcome) (mail_notification_recipients_total)": notices,
        "sum(mail_deferred_recipients)": {"": waiting},
        "sum(bouncewatch_messages_forgotten_total{cause!='reused'})": {"": 0},
        "sum(mail_suspended_total)": {"": sums["suspended"]},
        "sum(mail_rejections_total)": {"": sums["rejections"]},
        "sum(bouncewatch_lines_total)": {"": sums["lines"]},
        "sum(bouncewatch_lines_total{result='unrecognised'})": {"": sums["unrecognised"]},
        "sum(bouncewatch_source_lost_bytes_total)": {"": 0},
        "sum(bouncewatch_source_lag_bytes)": {"": 0},
        "sum(resets({__name__=~'(mail|bouncewatch)_.+_total'}[15m]))": {"": 0},
    }


def ask(url, query):
    with urllib.request.urlopen(f"{url}/api/v1/query?{urllib.parse.urlencode({'query': query})}", timeout=10) as response:
        rows = json.load(response)["data"]["result"]
    known = ("__name__", "job", "instance")
    return {"".join(value for key, value in row["metric"].items() if key not in known): float(row["value"][1]) for row in rows}


def differences(url, expected):
    for query, wanted in expected.items():
        found = ask(url, query)
        for key in sorted(set(wanted) | set(found)):
            if wanted.get(key, 0) != found.get(key, 0):
                yield f"{query} {key}: {found.get(key, 'nothing')} instead of {wanted.get(key, 0)}"


def main(url, seconds, samples):
    expected = expectations(samples)
    end = time.monotonic() + float(seconds)
    while (left := list(differences(url, expected))) and time.monotonic() < end:
        time.sleep(1)
    print("\n".join(left) if left else f"{sum(len(wanted) for wanted in expected.values())} numbers as expected")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
