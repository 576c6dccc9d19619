#!/usr/bin/env python3
"""Serves invented values of every metric in metrics.tsv, for checks of rules and dashboards without an agent.

    example_agent.py PORT_FILE

Listens on a free port of 127.0.0.1 and writes it to PORT_FILE. The counters grow with the clock; some are born late, as real ones are.
"""

import http.server
import itertools
import os
import sys
import time

START = time.time()
BOUNDS = ["1.0", "10.0", "60.0", "300.0", "3600.0", "+Inf"]
VALUES = {
    "mta": ["postfix"],
    "service": ["postfix", "postfix-out"],
    "transport": ["smtp"],
    "provider": ["google", "microsoft", "other"],
    "domain": ["gmail.com", "d+x.example", "other"],
    "type": ["soft", "hard"],
    "code": {"soft": ["4.2.2", "4.7.1"], "hard": ["5.1.1", "5.7.26"], None: ["4.4.1", "5.7.1"]},
    "reason": {"4.2.2": ["mailbox_full"], "4.7.1": ["ip_blocked"], "5.1.1": ["bad_mailbox"], "5.7.26": ["auth_failure"]},
    "outcome": ["delivered", "delivered_after_retry", "bounced", "expired"],
    "origin": ["own", "other"],
    "sender_domain": ["news.example", "other"],
    "stage": ["rcpt"],
    "source": ["/var/log/mail.log"],
    "result": ["parsed", "ignored", "unrecognised"],
    "cause": ["line_too_long", "truncated", "vanished", "damaged"],
    "version": ["0.0.0"],
}


def series(labels):
    """Label sets in which code goes with type and reason with code."""
    for choice in itertools.product(*(candidates(label) for label in labels)):
        row = dict(zip(labels, choice))
        if "type" in row and row["code"] not in VALUES["code"][row["type"]]:
            continue
        if "reason" in row and row["reason"] not in VALUES["reason"][row["code"]]:
            continue
        yield row


def candidates(label):
    values = VALUES[label]
    return values if isinstance(values, list) else sorted({value for group in values.values() for value in group})


def line(name, labels, value):
    inner = ",".join(f'{key}="{text}"' for key, text in labels.items())
    return f"{name}{{{inner}}} {value}" if inner else f"{name} {value}"


def value_of(name, kind, index, age):
    if name.endswith("timestamp_seconds"):
        return round(time.time() - 2, 3)
    if name == "bouncewatch_build_info":
        return 1
    if kind == "gauge":
        return 10 + index
    return int(age * (2 + index % 5))


def exposition():
    age = time.time() - START
    for name, kind, labels in metrics():
        yield f"# TYPE {name} {kind}"
        for index, row in enumerate(series(labels)):
            if kind == "counter" and index % 7 == 6 and age < 20:
                continue  # not born yet
            if kind in ("histogram", "summary"):
                count = int(age * 6)
                if kind == "histogram":
                    for place, bound in enumerate(BOUNDS, 1):
                        yield line(name + "_bucket", {**row, "le": bound}, count * place // len(BOUNDS))
                else:
                    yield line(name + "_max", row, 0.04)
                yield line(name + "_count", row, count)
                yield line(name + "_sum", row, round(count * 0.01, 3))
            else:
                yield line(name, row, value_of(name, kind, index, age))


def metrics():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics.tsv"), encoding="utf-8") as file:
        for text in file:
            if not text.startswith("#"):
                name, kind, *labels = text.rstrip("\n").split("\t")
                yield name, kind, labels[0].split() if labels else []


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = ("\n".join(exposition()) + "\n").encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        pass


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    with open(sys.argv[1] + ".new", "w", encoding="utf-8") as file:
        file.write(str(server.server_address[1]))
    os.rename(sys.argv[1] + ".new", sys.argv[1])
    server.serve_forever()
