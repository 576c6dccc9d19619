"""Reads Postfix and Exim log lines by walking over their characters.

This is the second opinion the Java parser is tested against, so it shares nothing with it: no regular
expressions, only splitting, searching and stepping through a line. A line becomes a dict (see `blank`)
or None where it says nothing of delivery.
"""
import datetime

DIGITS = '0123456789'
LETTERS_DIGITS = DIGITS + 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
THIS_HOST = ('127.0.0.1', '::1', 'localhost')
MONTHS = ('Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec')

# a syslog_name may be anything; the daemon after it may not
POSTFIX_DAEMONS = ('smtp', 'lmtp', 'local', 'virtual', 'pipe', 'error', 'discard', 'qmgr', 'bounce', 'smtpd',
                   'cleanup', 'postscreen')

# Exim's own words for "put off without being tried"
EXIM_SUSPENDED = ('retry time not reached', 'retry time not yet reached', 'domain is in queue_domains')
# Postfix's
POSTFIX_SUSPENDED = ('delivery temporarily suspended', 'deferred transport')
# Exim's own words for "given up after retries"
EXIM_EXPIRED = ('retry timeout exceeded', 'have been failing for a long time')


def blank(mta):
    return {'mta': mta, 'outcome': None, 'recipient': None, 'original': None, 'host': None, 'ip': None,
            'transport': None, 'service': None, 'id': None, 'reply': None, 'reply_code': None,
            'enhanced': None, 'mta_code': None, 'code': None, 'delay': None, 'time': None}


# --- characters ---------------------------------------------------------------------------------

def all_in(text, alphabet):
    return bool(text) and all(c in alphabet for c in text)


def number_end(text, at):
    while at < len(text) and text[at] in DIGITS:
        at += 1
    return at


def path_end(text, at):
    """Index of the '>' that ends the path which begins after '<' at `at`-1, or -1.

    Inside a quoted local part '>' is plain text and a backslash takes the next character along.
    """
    quoted = False
    while at < len(text):
        c = text[at]
        if quoted and c == '\\':
            at += 1
        elif c == '"':
            quoted = not quoted
        elif c == '>' and not quoted:
            return at
        at += 1
    return -1


def unquoted(address):
    """The address as it means: "a\\"b c"@d becomes a"b c@d."""
    out, quoted, at = [], False, 0
    while at < len(address):
        c = address[at]
        if quoted and c == '\\' and at + 1 < len(address):
            at += 1
            out.append(address[at])
        elif c == '"':
            quoted = not quoted
        else:
            out.append(c)
        at += 1
    return ''.join(out)


def same_address(one, other):
    return unquoted(one).lower() == unquoted(other).lower()


# --- codes --------------------------------------------------------------------------------------

def short_number(text, at):
    """One to three digits at `at`: (value, end), or None."""
    end = number_end(text, at)
    return (int(text[at:end]), end) if 1 <= end - at <= 3 else None


def enhanced_at(text, at):
    """(class, subject, detail) of an enhanced status code that begins right at `at`, or None."""
    if at >= len(text) or text[at] not in '245' or text[at + 1:at + 2] != '.':
        return None
    subject = short_number(text, at + 2)
    if not subject or text[subject[1]:subject[1] + 1] != '.':
        return None
    detail = short_number(text, subject[1] + 1)
    if not detail:
        return None
    end = detail[1]
    if text[end:end + 1] == '.' and text[end + 1:end + 2] in tuple(DIGITS):
        return None                                     # an IP address or a version number
    return int(text[at]), subject[0], detail[0]


def reply_codes(reply):
    """(reply code, enhanced code) at the very beginning of what the remote side said."""
    if len(reply) < 3 or not all_in(reply[:3], DIGITS) or reply[0] not in '2345':
        return None, None
    if reply[3:4] not in ('', ' ', '-'):
        return None, None
    at = 4
    while reply[at:at + 1] == ' ':
        at += 1
    if reply[at:at + 1] in ('#', '['):
        at += 1
    return int(reply[:3]), enhanced_at(reply, at)


def dotted(code):
    return '%d.%d.%d' % code


def code_of(verdict):
    """DESIGN "Which code"."""
    outcome = verdict['outcome']
    first = {'delivered': 2, 'relayed': 2, 'deferred': 4, 'suspended': 4, 'bounced': 5, 'expired': 5}.get(outcome)
    if outcome == 'expired':
        return (5, 4, 7)
    known = verdict['enhanced'] or (enhanced_at(verdict['mta_code'], 0) if verdict['mta_code'] else None)
    if first is None:                                   # a probe: the class stands as it was given
        first = known[0] if known else 2
    return (first,) + (known[1:] if known else (0, 0))


# --- headers ------------------------------------------------------------------------------------

def clean(raw):
    """The text of one line of bytes: no leading NULs, no line end."""
    return raw.lstrip(b'\0').rstrip(b'\r\n').decode('utf-8', 'replace')


def is_date(text):
    return (len(text) == 10 and text[4] == text[7] == '-'
            and all_in(text[:4] + text[5:7] + text[8:], DIGITS))


def is_clock(text):
    """16:31:19, with a fraction or without."""
    return (len(text) >= 8 and text[2] == text[5] == ':' and all_in(text[:2] + text[3:5] + text[6:8], DIGITS)
            and (len(text) == 8 or text[8] in '.,' and all_in(text[9:], DIGITS)))


def is_zone(text):
    return len(text) in (5, 6) and text[0] in '+-' and all_in(text[1:].replace(':', ''), DIGITS)


def instant(date, clock, zone):
    """ISO 8601 in UTC; the zone is Z, +0100 or +01:00."""
    day = datetime.datetime(int(date[:4]), int(date[5:7]), int(date[8:10]),
                            int(clock[:2]), int(clock[3:5]), int(clock[6:8]))
    fraction = clock[8:].replace(',', '.')
    if zone != 'Z':
        digits = zone[1:].replace(':', '')
        shift = datetime.timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
        day = day - shift if zone[0] == '+' else day + shift
    while fraction.endswith('0') and len(fraction) > 1:
        fraction = fraction[:-1]
    return day.strftime('%Y-%m-%dT%H:%M:%S') + ('' if fraction in ('', '.') else fraction) + 'Z'


def stamp_of(word):
    """2026-11-21T16:31:14.6+00:00 → instant, '' where there is no zone, None where it is no time."""
    if len(word) < 19 or not is_date(word[:10]) or word[10] != 'T':
        return None
    rest = word[11:]
    cut = len(rest)
    for mark in 'Z+-':
        at = rest.find(mark)
        if at >= 0:
            cut = min(cut, at)
    clock, zone = rest[:cut], rest[cut:]
    if not is_clock(clock):
        return None
    return instant(word[:10], clock, zone) if zone == 'Z' or is_zone(zone) else ''


def syslog(line):
    """(tag, message, time) of a syslog line of any shape, or None. The tag is PROGRAM or PROGRAM[PID]."""
    if line.startswith('<') and 1 < line.find('>') < 6:
        line = line[line.find('>') + 1:]
        words = line.split(' ', 7)
        if words[0] == '1' and len(words) >= 7 and stamp_of(words[1]) is not None:    # RFC 5424
            rest = line
            for _ in range(6):
                rest = rest[rest.index(' ') + 1:]
            if rest.startswith('['):                     # structured data
                rest = rest[rest.find('] ') + 2:]
            else:
                rest = rest[rest.index(' ') + 1:] if ' ' in rest else ''
            if rest.startswith('\ufeff'):
                rest = rest[1:]
            return words[3] + '[' + words[4] + ']', rest.lstrip(' '), stamp_of(words[1])
    words = line.split()
    if not words:
        return None
    if stamp_of(words[0]) is not None:                   # ISO 8601
        used, time = 1, stamp_of(words[0])
    elif len(words) > 2 and is_date(words[0]) and is_clock(words[1]):
        used, time = 2, ''
    elif len(words) > 4 and words[0] in MONTHS and is_clock(words[2]):
        used, time = 3, ''
    elif len(words) > 5 and len(words[0]) == 4 and words[1] in MONTHS and is_clock(words[3]):
        used, time = 4, ''                               # 2026 Nov 21 16:31:19
    elif len(words) > 5 and words[0] in MONTHS and is_clock(words[3]):
        used, time = 4, ''                               # Nov 21 2026 16:31:19
    else:
        return None
    rest = line
    for _ in range(used):
        rest = rest.lstrip(' ')
        rest = rest[rest.index(' ') + 1:]
    rest = rest.lstrip(' ')
    # a tag ends in ']:' or ':'; a host name before it may be missing
    first = rest.split(' ', 1)[0]
    if not first.endswith(':'):
        rest = rest[len(first):].lstrip(' ')
        first = rest.split(' ', 1)[0]
    if not first.endswith(':'):
        return None
    return first[:-1], rest[len(first):].lstrip(' '), time


def program(tag):
    """PROGRAM of PROGRAM[PID]."""
    return tag[:tag.rfind('[')] if tag.endswith(']') and '[' in tag else tag


# --- Postfix ------------------------------------------------------------------------------------

def postfix_line(raw):
    """(kind, verdict): kind is attempt, expired, arrival, removed, rejected, unrecognised or None."""
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
    if text.startswith('from=<'):
        end = path_end(text, 6)
        status = text[end + 1:] if end >= 0 else ''
        if status.startswith(', status=expired,') or status.startswith(', status=force-expired,'):
            verdict['sender'] = text[6:end]
            verdict['outcome'] = 'expired'
            return 'expired', verdict
        verdict['sender'] = text[6:end]
        return 'arrival', verdict
    if not text.startswith('to=<'):
        return None, None
    return ('attempt', verdict) if postfix_attempt(text, verdict) else ('unrecognised', None)


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


# --- Exim ---------------------------------------------------------------------------------------

def is_exim_id(word):
    parts = word.split('-')
    return [len(part) for part in parts] in ([6, 6, 2], [6, 11, 4]) and all_in(''.join(parts), LETTERS_DIGITS)


def exim_header(line):
    """(message, service, time) of a line of a main log or of syslog, or None."""
    service, time = 'exim', ''
    first_words = line.split(' ', 3)
    plain = len(first_words) > 2 and is_date(first_words[0]) and is_clock(first_words[1])
    if plain and len(first_words) > 3 and first_words[2] and ': ' in line:
        # a year-first syslog header has HOST TAG[PID]: where a main log has zone, [pid] or text
        header = syslog(line)
        if header and program(header[0]).startswith('exim') and not is_zone(first_words[2]):
            plain = False
    if not plain:
        header = syslog(line)
        if header is None or not program(header[0]).startswith('exim'):
            return None
        service, line, time = program(header[0]), header[1], header[2]
        if line.startswith('['):                         # [1/2], [1\13]: parts of a long entry
            close = line.find('] ')
            for mark in '/\\':
                part = line[1:close].split(mark)
                if len(part) == 2 and all_in(part[0], DIGITS) and all_in(part[1], DIGITS):
                    if part[0] != '1':
                        return None
                    line = line[close + 2:]
                    break
    words = line.split(' ', 4)
    if len(words) > 2 and is_date(words[0]) and is_clock(words[1]):
        date, clock = words[0], words[1]
        line = line[len(date) + len(clock) + 2:]
        zone = line.split(' ', 1)[0]
        if is_zone(zone):
            time = instant(date, clock, zone)
            line = line[len(zone) + 1:]
    if line.startswith('['):
        close = line.find('] ')
        if close > 0 and all_in(line[1:close], DIGITS):
            line = line[close + 2:]
    return line, service, time


def exim_line(raw):
    """(kind, verdict): kind is attempt, suppressed, blackhole, arrival, removed, rejected, unrecognised or None."""
    header = exim_header(clean(raw))
    if header is None:
        return None, None
    message, service, time = header
    verdict = blank('exim')
    verdict.update(service=service, time=time)
    word = message.split(' ', 1)[0]
    text = message
    if is_exim_id(word):
        verdict['id'] = word
        text = message[len(word) + 1:]
        flag = text.split(' ', 1)[0]
        if flag == 'Completed':
            return 'removed', verdict
        if flag in ('=>', '->', '>>', '*>', '**', '=='):
            rest = text[len(flag) + 1:]
            if rest.startswith('blackhole ('):           # the whole message: no recipient, no delivery
                return 'blackhole', verdict
            if not exim_attempt(flag, rest, verdict):
                return 'unrecognised', None
            return ('suppressed' if flag == '*>' else 'attempt'), verdict
        if flag == '<=':
            verdict['sender'] = exim_sender(text[3:])
            return 'arrival', verdict
    if exim_rejects(text):
        return 'rejected', verdict
    return None, None


def exim_sender(text):
    """ADDRESS of "<= ADDRESS H=…"; the address may be quoted."""
    end = text.find(' ', quoted_end(text) if text.startswith('"') else 0)
    sender = text if end < 0 else text[:end]
    return '' if sender == '<>' else sender


def exim_rejects(text):
    """Does this server refuse something here?"""
    for start in ('rejected ', 'unqualified recipient rejected: ', 'unqualified sender rejected: ',
                  'too many recipients: excess '):
        if text.startswith(start):
            return True
    if not text.startswith('H='):
        return False
    at = 0
    while at < len(text):                                # walk word by word, paths in one piece
        if text[at] == ' ':
            at += 1
            continue
        if text.startswith('F=<', at) or text[at] == '<':
            end = path_end(text, text.index('<', at) + 1)
            if end < 0:
                return False
            at = end + 1
            continue
        end = text.find(' ', at)
        end = len(text) if end < 0 else end
        word = text[at:end]
        if word == 'rejected':
            return True
        if word == 'Warning:' or word in ('RCPT', 'sender', 'DKIM:') or (word.endswith(':') and word != '[::1]:'):
            return False                                 # H=host [ip]: … is an attempt at a host
        at = end
    return False


def exim_attempt(flag, text, verdict):
    fields_at = exim_address(text, verdict)
    if fields_at is None:
        return False
    rest = exim_fields(text[fields_at:], verdict)
    if rest is None:
        return False
    defer, error = rest
    if flag in ('=>', '->', '>>', '*>'):
        verdict['reply'] = verdict.pop('confirmation', None) or ''
        verdict['reply_code'], verdict['enhanced'] = reply_codes(verdict['reply'])
        verdict['outcome'] = 'delivered'
        if verdict['host'] in THIS_HOST and not is_lmtp(verdict):
            verdict['outcome'] = 'relayed'
    else:
        verdict.pop('confirmation', None)
        exim_reply(error, verdict)
        said_by_remote = verdict['reply_code'] is not None
        words = verdict['reply'].lower()
        if flag == '==':
            put_off = not said_by_remote and words.startswith(EXIM_SUSPENDED)
            verdict['outcome'] = 'suspended' if put_off else 'deferred'
        else:
            given_up = words.endswith(EXIM_EXPIRED[0]) or (not said_by_remote and EXIM_EXPIRED[1] in words)
            verdict['outcome'] = 'expired' if given_up else 'bounced'
    verdict['code'] = code_of(verdict)
    return True


def is_lmtp(verdict):
    """Exim does not say which protocol it spoke: told by the transport's name, else by the answer.

    An SMTP server answers a message with "queued as" or the like; an LMTP server answers each recipient
    and so names it or says that it was saved.
    """
    if 'lmtp' in (verdict['transport'] or '').lower():
        return True
    words = verdict['reply'].lower()
    return ('saved' in words or 'delivered' in words) and 'queued' not in words


def exim_address(text, verdict):
    """Reads ADDRESS [(PARENTS)] [<TOP ADDRESS>]; gives the index where the fields begin."""
    piece_of_command = text.startswith(('|', '/', 'save ', '>'))
    at = text.find(' <')
    first_field = first_of(text, (' R=', ' T=', ' F=<', ' P=<', ' H=', ' routing defer', ' defer ('))
    candidates = []
    while at >= 0:
        end = path_end(text, at + 2)
        if end >= 0:
            candidates.append((at, end))
        at = text.find(' <', at + 1)
    # 1. the same address with its quotes: exact, whatever the address holds
    for start, end in candidates:
        top = text[start + 2:end]
        if top and same_address(text[:start], top):
            verdict['recipient'] = top if '"' in top else text[:start]
            return end + 1
    # 2. an address without blanks
    blank_at = text.find(' ')
    head = text if blank_at < 0 else text[:blank_at]
    if text.startswith('"'):                             # never split: printed with its quotes
        close = quoted_end(text)
        blank_at = text.find(' ', close)
        head = text if blank_at < 0 else text[:blank_at]
    if '@' in head and not piece_of_command:
        if head.endswith(':'):
            verdict['recipient'] = head[:-1]
            return len(head) - 1
        verdict['recipient'] = head
        at = len(head)
        if text.startswith(' (', at):                    # all_parents
            close = text.find(') <', at)
            at = close + 1 if close >= 0 else at
        if text.startswith(' <', at):
            end = path_end(text, at + 2)
            if end >= 0:
                top = text[at + 2:end]
                verdict['original'] = None if same_address(top, head) else top
                return end + 1
        return at
    # 3. a local delivery, a pipe, a file: whose it is stands in <…>
    for start, end in candidates:
        after = text[end + 1:]
        if '@' in text[start + 2:end] and (after == '' or after[0] == ':' or
                                           after.startswith((' R=', ' T=', ' F=<', ' P=<', ' H=', ' S='))):
            verdict['recipient'] = text[start + 2:end]
            return end + 1
    # 4. a rewritten address with blanks in it
    if first_field > 0 and '@' in text[:first_field]:
        verdict['recipient'] = text[:first_field]
        return first_field
    colon = text.find(': ')
    if colon > 0:
        verdict['recipient'] = text[:colon]
        return colon
    return None


def quoted_end(text):
    at = 1
    while at < len(text) and text[at] != '"':
        at += 2 if text[at] == '\\' else 1
    return at


def first_of(text, marks):
    found = [text.find(mark) for mark in marks]
    found = [at for at in found if at >= 0]
    return min(found) if found else -1


def exim_fields(text, verdict):
    """Walks over KEY=VALUE fields to the ': ' before the error text; gives (defer text, error)."""
    at, deferred = 0, None
    while at < len(text):
        if text[at] == ' ':
            at += 1
            continue
        if text[at] == ':':
            return deferred, text[at + 1:].lstrip(' ')
        if text.startswith(('F=<', 'P=<'), at):
            end = path_end(text, at + 3)
            if end < 0:
                return None
            at = end + 1
            continue
        if text.startswith('C="', at) or text.startswith('DN="', at):
            start = text.index('"', at) + 1
            close = text.find('" ', start)
            # the answer may hold '" ': it ends at the last quote before the closing fields
            while text.startswith('C="', at) and close >= 0 and not all_fields(text[close + 2:]):
                close = text.find('" ', close + 1)
            if close < 0:
                close = text.rfind('"')
            if text.startswith('C="', at):
                verdict['confirmation'] = text[start:close] if close > start else ''
            at = close + 1
            continue
        if text.startswith(('defer (', 'routing defer ('), at):
            close = text.index(')', at)
            deferred = text[at:close + 1]
            at = close + 1
            if text.startswith(': ', at):
                # ": Connection refused", then perhaps H= … and ": SMTP timeout after …"
                return deferred, exim_defer_text(text[at + 2:], verdict)
            continue
        end = text.find(' ', at)
        end = len(text) if end < 0 else end
        word = text[at:end]
        ends_here = word.endswith(':') and not word.startswith('I=[') or word.endswith(']:')
        if word.endswith(':'):
            word = word[:-1]
        exim_field(word, verdict)
        at = end
        if ends_here or text[end - 1] == ':':
            return deferred, text[end:].lstrip(' ')
    return deferred, ''


def all_fields(text):
    return all(word[:3] in ('QT=', 'DT=', 'RT=', 'D=', 'ID=') for word in text.split(' ') if word)


def exim_field(word, verdict):
    if word.startswith('R='):
        return
    if word.startswith('T='):
        verdict['transport'] = word[2:]
    elif word.startswith('H='):
        verdict['host'] = word[2:]
    elif word.startswith('[') and verdict['host'] and verdict['ip'] is None:
        verdict['ip'] = word[1:word.find(']')]
    elif word.startswith('QT='):
        verdict['delay'] = seconds(word[3:])


def seconds(text):
    """2.532s, 4m3s, 1d2h: as a decimal number of seconds."""
    total, number = 0.0, ''
    for c in text:
        if c in DIGITS + '.':
            number += c
        else:
            total += float(number or 0) * {'s': 1, 'm': 60, 'h': 3600, 'd': 86400, 'w': 604800}.get(c, 0)
            number = ''
    return ('%.3f' % total).rstrip('0').rstrip('.')


def exim_defer_text(text, verdict):
    """After "defer (110): ": the system's words, then H=… and what happened, where that is told."""
    mark = text.find(' H=')
    deep = text.find(': ')
    if mark < 0 or 0 <= deep < mark:
        # no host: "Permission denied: failed to create …", "Permission denied DT=0.000s: failed …"
        timing = text.find(' DT=')
        colon = text.find(': ', timing)
        return text[:timing] + text[colon:] if 0 <= timing < colon and ' ' not in text[timing + 1:colon] else text
    rest = exim_fields(text[mark:], verdict)
    return text[:mark] if rest is None else (rest[1] or text[:mark])


def exim_reply(error, verdict):
    """Takes off the closing DT= and Exim's words before the remote side's."""
    last = error.rfind(' ')
    tail = error[last + 1:]
    while tail.startswith(('DT=', 'QT=')) and tail.endswith('s') and all_in(tail[3:-1], DIGITS + '.mhd'):
        if tail.startswith('QT='):
            verdict['delay'] = seconds(tail[3:])
        error = error[:last] if last >= 0 else ''
        last = error.rfind(' ')
        tail = error[last + 1:]
    if error.startswith('DT=') and ': ' in error[:16]:
        error = error[error.index(': ') + 2:]
    verdict['reply'] = error
    said = None
    for start in ('SMTP error from remote mail server after ', 'SMTP error from remote mailer after ',
                  'LMTP error from remote mail server after ', 'LMTP error after ', 'SMTP error after '):
        if error.startswith(start):
            said = exim_command_end(error[len(start):], verdict)
            break
    response = '(EHLO response was: '
    if said is None and error.endswith(')') and response in error:
        said = error[error.index(response) + len(response):-1]
    if said is None:
        return
    code, enhanced = reply_codes(said)
    verdict['reply'], verdict['reply_code'], verdict['enhanced'] = said, code, enhanced


def exim_command_end(text, verdict):
    """What follows the command that was answered: "RCPT TO:<…>: ", "end of data: "."""
    at = 0
    path = text.find(':<')
    colon = text.find(': ')
    if 0 <= path < colon or path >= 0 and colon < 0:
        end = path_end(text, path + 2)
        at = end + 1 if end >= 0 else 0
    at = text.find(':', at)
    if at < 0:
        return None
    said = text[at + 1:].lstrip(' ')
    if said.startswith('host ') and ']: ' in said:       # before 4.84: "host NAME [IP]: ", and no H=
        end = said.index(']: ')
        name, _, address = said[5:end].partition(' [')
        if verdict['host'] is None:
            verdict['host'], verdict['ip'] = name, address
        said = said[end + 3:]
    return said
