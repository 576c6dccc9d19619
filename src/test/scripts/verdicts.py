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
