"""SMTP servers that answer as the recipient's local part asks, and record each answer that settles a delivery attempt.

usage: live_sink.py RECORD     listens on port 25 of 127.0.1.1, 127.0.1.2, ... (one host a domain); appends one JSON
                               object for each recipient and attempt: mta, sender, recipient, reply
       live_sink.py --domains  prints the domains, in the order of their hosts
"""
import asyncio
import collections
import json
import sys

DOMAINS = ['alpha.test', 'beta.test', 'gamma.test', 'delta.test', 'mail.epsilon.test', 'xn--zeta-5qa.test', 'sender.test']

# An address such as full.17@alpha.test is answered so: at which stage, how often, and what; then it is accepted.
ALWAYS = 10 ** 9
Script = collections.namedtuple('Script', 'stage times reply')
SCRIPTS = {
    'greylist': Script('rcpt', 1, '450 4.2.0 Greylisted, please come back later'),
    'full': Script('rcpt', 2, '451 4.2.2 The mailbox is full'),
    'plainsoft': Script('rcpt', 1, '450 not now'),
    'busy': Script('data', 1, '451 4.3.2 Too busy to take messages'),
    'waiting': Script('rcpt', ALWAYS, '450 4.2.1 The mailbox is locked'),
    'unknown': Script('rcpt', ALWAYS, '550 5.1.1 No such user'),
    'disabled': Script('rcpt', ALWAYS, '550-5.2.1 The account that you tried to reach\r\n550 5.2.1 is disabled'),
    'plainhard': Script('rcpt', ALWAYS, '550 nobody of this name'),
    'lies': Script('rcpt', ALWAYS, '550 5.7.1 refused, to=<x@alpha.test>, dsn=2.0.0, status=sent (250 => x@alpha.test ok)'),
    'spam': Script('data', ALWAYS, '554 5.7.1 This looks like spam'),
}


class Sink:

    def __init__(self, record):
        self.record = record
        self.answered = collections.Counter()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return responses[:-1] + ['250-PIPELINING', '250-ENHANCEDSTATUSCODES'] + responses[-1:]

    async def handle_RCPT(self, server, session, envelope, address, options):
        refusal = self.refusal('rcpt', address)
        if refusal:
            self.settle(session, envelope, address, refusal)
            return refusal
        envelope.rcpt_tos.append(address)
        return '250 2.1.5 Recipient is fine'

    async def handle_DATA(self, server, session, envelope):
        refusals = [reply for reply in (self.refusal('data', address) for address in envelope.rcpt_tos) if reply]
        # Of two refusals, the one for good.
        reply = max(refusals, default='250 2.0.0 Taken')
        for address in envelope.rcpt_tos:
            self.settle(session, envelope, address, reply)
        return reply

    def refusal(self, stage, address):
        script = SCRIPTS.get(address.split('.')[0])
        if script is None or script.stage != stage or self.answered[address] >= script.times:
            return None
        self.answered[address] += 1
        return script.reply

    def settle(self, session, envelope, address, reply):
        json.dump({'mta': session.host_name.split('.')[0], 'sender': envelope.mail_from, 'recipient': address,
                   'reply': reply}, self.record)
        self.record.write('\n')
        self.record.flush()


async def serve(record):
    from aiosmtpd.smtp import SMTP
    sink = Sink(record)
    loop = asyncio.get_running_loop()
    servers = [await loop.create_server(lambda: SMTP(sink, hostname='sink.test', enable_SMTPUTF8=True), f'127.0.1.{n}', 25)
               for n in range(1, len(DOMAINS) + 1)]
    await asyncio.gather(*(server.serve_forever() for server in servers))


if __name__ == '__main__':
    if sys.argv[1] == '--domains':
        print('\n'.join(DOMAINS))
    else:
        with open(sys.argv[1], 'w') as record_file:
            asyncio.run(serve(record_file))
