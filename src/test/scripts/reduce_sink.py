"""Reduces the SMTP sink's own record to the events that settle something.

usage: reduce_sink.py VARIANT.sink.jsonl.gz OUT.tsv.gz
"""
import gzip
import json
import sys

COLUMNS = ('recipient', 'stage', 'code', 'enhanced', 'decides', 'action', 'time',
           'sender', 'protocol', 'connection', 'transaction', 'host')


def escape(text):
    """One cell: backslash, tab and line ends would break a row."""
    return (text.replace('\\', '\\\\').replace('\t', '\\t')
            .replace('\r', '\\r').replace('\n', '\\n'))


def cell(value):
    return '-' if value is None else escape(str(value))


def row(event):
    return [event['recipient'], event['stage'], event['code'], event['enhanced'],
            'yes' if event['decides'] else 'no', event['action'], '%.3f' % event['time'],
            event['sender'], event['proto'], event['conn'], event['trans'], event['host']]


def main(source, target):
    with gzip.open(source, 'rt', encoding='utf-8', errors='surrogatepass') as lines:
        events = [json.loads(line) for line in lines]
    kept = [event for event in events if event['decides']]
    body = '\t'.join(COLUMNS) + '\n' + ''.join(
        '\t'.join(cell(value) for value in row(event)) + '\n' for event in kept)
    # no name and no time in the gzip header, so that the same input gives the same bytes
    with open(target, 'wb') as raw, gzip.GzipFile('', 'wb', 9, raw, mtime=0) as out:
        out.write(body.encode('utf-8', 'surrogateescape'))
    print('%s: %d of %d events' % (target, len(kept), len(events)))


if __name__ == '__main__':
    main(*sys.argv[1:3])
