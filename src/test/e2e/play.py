#!/usr/bin/env python3
"""Prints Postfix log lines of today: genuine ones with a new time and queue id.

    play.py DELIVERED BOUNCED     so many lines of each kind, to one large domain
"""

import datetime
import gzip
import itertools
import os
import re
import sys

SAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "resources", "samples", "postfix-main.traditional.log.gz")
LINE = re.compile(r"^\w{3} [ \d]\d [\d:]{8} (?P<head>\S+ postfix/smtp\[\d+\]: )\w+(?P<rest>: to=<[^>]*@gmail\.test>, .*)$")
DELIVERED = "status=sent (250 2.0.0 Ok: queued as "
BOUNCED = "550-5.1.1 The email account that you tried to reach does not exist"


def genuine(words):
    with gzip.open(SAMPLE, "rt", encoding="utf-8", errors="replace") as log:
        return [match for match in map(LINE.match, log) if match and words in match["rest"] and match["rest"].count("status=") == 1]


def main(delivered, bounced):
    now = datetime.datetime.now()
    ids = itertools.count(int(now.timestamp() * 1e6))
    for lines, count in ((genuine(DELIVERED), delivered), (genuine(BOUNCED), bounced)):
        for line in itertools.islice(itertools.cycle(lines), count):
            print(f"{now:%b} {now.day:2} {now:%H:%M:%S} {line['head']}{next(ids):X}{line['rest']}")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
