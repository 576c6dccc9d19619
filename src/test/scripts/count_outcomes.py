"""Counts what became of every attempt in the sample logs, without a regular expression.

usage: count_outcomes.py           writes expected-outcomes.json and expected-codes.json
       count_outcomes.py --check   compares them with a fresh count; exit status 1 where they differ
"""
import gzip
import json
import os
import sys

import exim_walk
import postfix_walk
import verdicts

SAMPLES = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'resources', 'samples'))
OUTCOMES = ('delivered', 'deferred', 'bounced', 'expired', 'suspended', 'relayed', 'probe')
FAILURES = ('deferred', 'bounced', 'expired')


def lines_of(name):
    with gzip.open(os.path.join(SAMPLES, name), 'rb') as log:
        return log.read().split(b'\n')[:-1]


def samples():
    return sorted(name for name in os.listdir(SAMPLES) if name.endswith('log.gz'))


def read(name):
    """Yields (kind, verdict) for every line; a Postfix expiry once for each recipient that waited."""
    if name.startswith('exim'):
        for raw in lines_of(name):
            yield exim_walk.exim_line(raw)
        return
    waiting = {}                                         # (instance, queue id) → {recipient: last outcome}
    for raw in lines_of(name):
        kind, verdict = postfix_walk.postfix_line(raw)
        if kind is None or kind in ('rejected', 'intake', 'notice', 'arrival', 'unrecognised'):
            yield kind, verdict
            continue
        # postfix/bulk/smtp and postfix/qmgr share one queue; postfix-in and postfix-out do not
        key = (verdict['service'].split('/')[0], verdict['id'])
        if kind == 'removed':
            waiting.pop(key, None)
            yield kind, verdict
        elif kind == 'attempt':
            waiting.setdefault(key, {})[verdict['recipient']] = verdict['outcome']
            yield kind, verdict
        else:
            queue = waiting.get(key, {})
            late = [address for address, last in queue.items() if last in ('deferred', 'suspended')]
            for address in late or [None]:
                one = dict(verdict, recipient=address, joined=address is not None)
                one['code'] = verdicts.code_of(one)
                if address is not None:
                    queue[address] = 'expired'
                yield 'attempt', one


def count(name):
    outcomes = dict.fromkeys(OUTCOMES, 0)
    other = dict.fromkeys(('rejections', 'suppressed', 'blackhole', 'unrecognised', 'lines',
                           'expired_without_recipient', 'recipients'), 0)
    codes, recipients = {}, set()
    for kind, verdict in read(name):
        if kind == 'attempt':
            outcome = verdict['outcome']
            outcomes[outcome] += 1
            recipients.add((verdict['recipient'] or '').lower())
            if outcome == 'expired' and verdict['recipient'] is None:
                other['expired_without_recipient'] += 1
            if outcome in FAILURES:
                code = verdicts.dotted(verdict['code'])
                codes[code] = codes.get(code, 0) + 1
        elif kind == 'rejected':
            other['rejections'] += 1
        elif kind in other:
            other[kind] += 1
    other['lines'] = len(lines_of(name))
    other['recipients'] = len(recipients - {''})
    ordered = sorted(codes, key=lambda code: [int(part) for part in code.split('.')])
    return dict(outcomes, **other), {code: codes[code] for code in ordered}


def text_of(value):
    return json.dumps(value, indent=2) + '\n'


def main(check):
    outcomes, codes = {}, {}
    for name in samples():
        outcomes[name], codes[name] = count(name)
    faults = 0
    for file, fresh in (('expected-outcomes.json', outcomes), ('expected-codes.json', codes)):
        path = os.path.join(SAMPLES, file)
        if not check:
            with open(path, 'w') as out:
                out.write(text_of(fresh))
            continue
        with open(path) as committed:
            old = json.load(committed)
        for name in sorted(set(old) | set(fresh)):
            before, now = old.get(name, {}), fresh.get(name, {})
            for key in sorted(set(before) | set(now)):
                if before.get(key, 0) != now.get(key, 0):
                    faults += 1
                    print('%s: %s: %s: committed %s, counted %s'
                          % (file, name, key, before.get(key, 0), now.get(key, 0)))
    if check:
        print('%d samples, %d differences' % (len(outcomes), faults))
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main('--check' in sys.argv[1:]))
