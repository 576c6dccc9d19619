"""Checks the golden traps: every value against the character walk, every genuine line against its sample.

usage: check_golden.py    exit status 1 where something differs
"""
import os
import sys

import count_outcomes
import exim_walk
import postfix_walk
import verdicts

GOLDEN = os.path.normpath(os.path.join(count_outcomes.SAMPLES, '..', 'golden'))
RECORDS = {'attempt': 'attempt', 'expired': 'expiration', 'removed': 'departure', 'arrival': 'arrival',
           'rejected': 'rejection', 'intake': 'arrival', 'notice': 'notice'}


def unescape(text):
    """\\xHH is a byte, \\\\ a backslash."""
    out, at = bytearray(), 0
    while at < len(text):
        if text[at] != '\\':
            out += text[at].encode('ascii')
            at += 1
        elif text[at + 1] == 'x':
            out.append(int(text[at + 2:at + 4], 16))
            at += 4
        else:
            out += b'\\'
            at += 2
    return bytes(out)


def cases(name):
    with open(os.path.join(GOLDEN, name), encoding='utf-8', newline='\n') as text:
        blocks = text.read()[:-1].split('\n\n')
    for block in blocks:
        lines = block.split('\n')
        case = {'title': lines[0][2:]}
        for line in lines[1:]:
            key, _, value = line.partition(':')
            case[key] = value[1:]
        case['raw'] = unescape(case['bytes']) if 'bytes' in case else case['line'].encode('utf-8')
        yield case


def domain_of(address):
    if not address or '@' not in address:
        return 'unknown'
    domain = address[address.rfind('@') + 1:]
    while domain.endswith('.'):
        domain = domain[:-1]
    ascii_only = all(ord(c) < 128 for c in domain)
    return (domain if ascii_only else domain.encode('idna').decode('ascii')).lower() or 'unknown'


def values(kind, verdict):
    if kind == 'unrecognised' or kind not in RECORDS:
        return {'result': 'unrecognised' if kind == 'unrecognised' else 'ignored'}
    queue_id = None if verdict['id'] == 'NOQUEUE' else verdict['id']
    found = {'result': 'parsed', 'record': RECORDS[kind], 'service': verdict['service'], 'queue_id': queue_id,
             'time': verdict['time'], 'sender': verdict.get('sender')}
    if kind in ('intake', 'arrival', 'notice'):
        for key in ('client', 'login', 'size', 'recipients', 'notice_of', 'notice_id'):
            found[key] = verdict.get(key)
    if kind == 'attempt':
        found.update(outcome=verdict['outcome'], recipient=verdict['recipient'], reply=verdict['reply'],
                     original_recipient=verdict['original'], domain=domain_of(verdict['recipient']),
                     transport=verdict['transport'], relay_host=verdict['host'], relay_ip=verdict['ip'],
                     code=verdicts.dotted(verdict['code']), reply_code=verdict['reply_code'],
                     mta_code=verdict['mta_code'], delay_seconds=verdict['delay'])
    return {key: '' if value is None else str(value) for key, value in found.items()}


def main():
    faults, total, genuine = 0, 0, {}
    for name, reader in (('postfix-traps.txt', postfix_walk.postfix_line), ('exim-traps.txt', exim_walk.exim_line)):
        for case in cases(name):
            total += 1
            found = values(*reader(case['raw']))
            for key in case:
                if key in ('title', 'id', 'kind', 'sample', 'line', 'bytes', 'raw'):
                    continue
                if case[key] != found.get(key):
                    faults += 1
                    print('%s: %s: golden %r, walked %r' % (case['id'], key, case[key], found.get(key)))
            if case['kind'] == 'genuine':
                genuine.setdefault(case['sample'], []).append(case)
    for sample in sorted(genuine):
        lines = set(count_outcomes.lines_of(sample))
        for case in genuine[sample]:
            if case['raw'] not in lines:
                faults += 1
                print('%s: not a line of %s' % (case['id'], sample))
    print('%d cases, %d faults' % (total, faults))
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
