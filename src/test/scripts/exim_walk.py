"""Reads Exim lines by walking over their characters; no regular expressions, see verdicts.py."""
from verdicts import (DIGITS, LETTERS_DIGITS, THIS_HOST, all_in, blank, clean, code_of, instant, is_clock,
                      is_date, is_zone, path_end, program, reply_codes, same_address, syslog,
                      unquoted)

# Exim's own words for "put off without being tried"
EXIM_SUSPENDED = ('retry time not reached', 'retry time not yet reached', 'domain is in queue_domains')

# Exim's own words for "given up after retries"
EXIM_EXPIRED = ('retry timeout exceeded', 'have been failing for a long time')


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
            exim_intake(text[3:], verdict)
            return 'arrival', verdict
    if exim_rejects(text):
        return 'rejected', verdict
    return None, None


def exim_intake(text, verdict):
    """The fields behind the sender, as far as the first that holds free text."""
    words = text.split(' ')[1:]
    user = None
    for at, word in enumerate(words):
        if word.startswith('T=') or word in ('from', 'for'):
            break
        if word.startswith('H='):
            # H=NAME (HELO) [ADDRESS]:PORT, or without a name
            rest = ' '.join(words[at:])
            name = word[2:] if not word[2:].startswith(('(', '[')) else 'unknown'
            verdict['client'] = name + rest[rest.index('['):rest.index(']') + 1]
        elif word.startswith('U='):
            user = word[2:]
        elif word.startswith('A='):
            verdict['login'] = word[word.index(':') + 1:] if ':' in word else None
        elif word.startswith('S='):
            verdict['size'] = word[2:]
        elif word.startswith('R=') and is_exim_id(word[2:]):
            verdict['notice_of'] = word[2:]
    if verdict.get('login') is None and verdict.get('client') is None:
        verdict['login'] = user
    mark = ' from <' + verdict['sender'] + '> for '
    if mark in text:
        tail, quoted, count, at = text[text.rindex(mark) + len(mark):], False, 1, 0
        while at < len(tail):
            if quoted and tail[at] == '\\':
                at += 1
            elif tail[at] == '"':
                quoted = not quoted
            elif tail[at] == ' ' and not quoted:
                count += 1
            at += 1
        verdict['recipients'] = str(count)


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
        if top and printed_as(text[:start], top):
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
                verdict['original'] = None if printed_as(head, top) else top
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


def printed_as(printed, address):
    """Exim prints an address without its quotes, but one that it never took apart with them."""
    return printed.lower() == unquoted(address).lower() or same_address(printed, address)


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
