"""Reads Postfix lines by walking over their characters; no regular expressions, see verdicts.py."""
from verdicts import (DIGITS, LETTERS_DIGITS, THIS_HOST, all_in, blank, clean, code_of, path_end, program,
                      reply_codes, same_address, syslog)

# a syslog_name may be anything; the daemon after it may not
POSTFIX_DAEMONS = ('smtp', 'lmtp', 'local', 'virtual', 'pipe', 'error', 'discard', 'qmgr', 'bounce', 'smtpd',
                   'cleanup', 'postscreen')

# what bounce(8) says of a message it wrote
NOTICES = ('sender non-delivery notification: ', 'postmaster non-delivery notification: ',
           'sender delay notification: ', 'postmaster delay notification: ',
           'sender delivery status notification: ')

# put off without being tried
POSTFIX_SUSPENDED = ('delivery temporarily suspended', 'deferred transport')


def postfix_line(raw):
    """(kind, verdict): kind is attempt, expired, intake, arrival, notice, removed, rejected, unrecognised or None."""
    header = syslog(clean(raw))
    if header is None:
        return None, None
    tag, message, time = header
    name = program(tag)
    known = '/' in name and name.rsplit('/', 1)[1] in POSTFIX_DAEMONS
    if not name.startswith('postfix') and not known:
        return None, None
    service, daemon = name.rsplit('/', 1) if '/' in name else (name, None)
    colon = message.find(': ')
    queue_id = message[:colon]
    if colon < 0 or not all_in(queue_id, LETTERS_DIGITS):
        return None, None
    text = message[colon + 2:]
    verdict = blank('postfix')
    verdict.update(service=service, transport=daemon, id=queue_id, time=time)
    if text.startswith('reject: ') or text.startswith('milter-reject: '):
        return 'rejected', verdict
    if queue_id == 'NOQUEUE':
        return None, None
    if text == 'removed':
        return 'removed', verdict
    if text.startswith('client=') or text.startswith('uid='):
        return 'intake', postfix_client(text, verdict)
    for start in NOTICES:
        if text.startswith(start):
            verdict['notice_id'] = text[len(start):]
            return 'notice', verdict
    if text.startswith('from=<'):
        end = path_end(text, 6)
        status = text[end + 1:] if end >= 0 else ''
        if status.startswith(', status=expired,') or status.startswith(', status=force-expired,'):
            verdict['sender'] = text[6:end]
            verdict['outcome'] = 'expired'
            return 'expired', verdict
        verdict['sender'] = text[6:end]
        for field in text[end + 3:].split(' (')[0].split(', '):
            if field.startswith('size='):
                verdict['size'] = field[5:]
            if field.startswith('nrcpt='):
                verdict['recipients'] = field[6:]
        return 'arrival', verdict
    if not text.startswith('to=<'):
        return None, None
    return ('attempt', verdict) if postfix_attempt(text, verdict) else ('unrecognised', None)


def postfix_client(text, verdict):
    """client=NAME[ADDRESS][:PORT][, sasl_method=…][, sasl_username=LOGIN][, sasl_sender=…]"""
    if text.startswith('client='):
        end = text.find(']') + 1
        verdict['client'] = text[7:end]
        mark = ', sasl_username='
        if mark in text:
            login = text[text.index(mark) + len(mark):]
            for behind in (', sasl_sender=', ', orig_'):
                login = login.split(behind)[0]
            verdict['login'] = login
    return verdict


def postfix_attempt(text, verdict):
    end = path_end(text, 4)
    if end < 0:
        return False
    verdict['recipient'] = text[4:end]
    at = end + 1
    if text.startswith(', orig_to=<', at):
        end = path_end(text, at + 11)
        if end < 0:
            return False
        verdict['original'] = text[at + 11:end]
        at = end + 1
    status, fields = None, {}
    while text.startswith(', ', at):
        at += 2
        equals = text.find('=', at)
        if equals < 0:
            return False
        key = text[at:equals]
        if key == 'status':
            stop = equals + 1
            while stop < len(text) and text[stop] not in ' ,':
                stop += 1
            status, at = text[equals + 1:stop], stop
            break
        comma = text.find(', ', equals)
        if comma < 0:
            return False
        fields[key] = text[equals + 1:comma]
        at = comma
    if status is None:
        return False
    reply = text[at:].lstrip(' ')
    if reply.startswith('('):
        reply = reply[1:]
        if reply.endswith(')'):
            reply = reply[:-1]
    postfix_relay(fields.get('relay', 'none'), verdict)
    verdict['mta_code'] = fields.get('dsn')
    verdict['delay'] = fields.get('delay')
    if verdict['original'] is not None and same_address(verdict['original'], verdict['recipient']):
        verdict['original'] = None
    postfix_reply(reply, verdict)
    verdict['outcome'] = postfix_outcome(status, reply, verdict)
    if verdict['outcome'] is None:
        return False
    verdict['code'] = code_of(verdict)
    return True


def postfix_relay(relay, verdict):
    """none | local | host[ip]:port | host[path]"""
    bracket = relay.find('[')
    if bracket < 0:
        verdict['host'] = None if relay == 'none' else relay
        return
    verdict['host'] = relay[:bracket]
    inside = relay[bracket + 1:relay.rfind(']')]
    verdict['ip'] = inside if looks_like_ip(inside) else None


def looks_like_ip(text):
    parts = text.split('.')
    if len(parts) == 4 and all(all_in(part, DIGITS) for part in parts):
        return True
    return ':' in text and all(c in '0123456789abcdefABCDEF:.' for c in text)


def postfix_outcome(status, reply, verdict):
    if status == 'sent':
        if verdict['host'] not in THIS_HOST or verdict['transport'] == 'lmtp':
            return 'delivered'
        if verdict['transport'] is None:                 # RFC 5424: the daemon is not told
            return 'relayed' if 'queued as' in reply else 'delivered'
        return 'relayed'
    if status in ('deferred', 'SOFTBOUNCE'):
        return 'suspended' if reply.startswith(POSTFIX_SUSPENDED) else 'deferred'
    return {'bounced': 'bounced', 'deliverable': 'probe', 'undeliverable': 'probe',
            'expired': 'expired', 'force-expired': 'expired'}.get(status)


def postfix_reply(text, verdict):
    """What the remote side said, without Postfix's wrapping; only where a remote side spoke."""
    prefix = 'delivery temporarily suspended: '
    inner = text[len(prefix):] if text.startswith(prefix) else text
    said = None
    tls = 'TLS is required, but '
    if inner.startswith(tls + 'host '):
        at = inner.find('] refused to start TLS: ')
        said = inner[at + 24:] if at >= 0 else None
    elif inner.startswith('host '):
        at = inner.find(' ', 5)
        # host NAME[IP] said: … — no blank in NAME[IP]
        if at > 5 and inner[at - 1] == ']':
            for words in (' said: ', ' refused to talk to me: '):
                if inner.startswith(words, at):
                    said = inner[at + len(words):]
    elif verdict['transport'] in ('smtp', 'lmtp', None) and all_in(inner[:3], DIGITS):
        said = inner                                     # status=sent (250 2.0.0 Ok)
    if said is None:
        verdict['reply'] = text
        return
    tail = said.rfind(' (in reply to ')
    if tail >= 0 and said.endswith(')') and said[tail:].endswith(' command)'):
        said = said[:tail]
    verdict['reply'] = said
    verdict['reply_code'], verdict['enhanced'] = reply_codes(said)
