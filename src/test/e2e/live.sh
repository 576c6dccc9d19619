#!/usr/bin/env bash
# Real Postfix and Exim deliver to a scripted SMTP server while the agent follows their logs, logrotate rotates them and
# the agent is killed. Its totals must equal that server's record, and the lines it read the lines that were written.
#   live.sh [SEED [KEEP]]    KEEP: a directory to leave the logs, the record and the agent's metrics and store in
# Needs root, the built jar and Debian's postfix, logrotate, python3-aiosmtpd and the libraries of exim4-daemon-light:
# libgnutls-dane0, libidn12, libnsl2. Exim's package conflicts with Postfix's, so it is fetched and unpacked aside.
# Everything runs in namespaces of its own, where both servers have their usual paths and ports, and is gone at exit.
# Takes about two and a half minutes.
set -euo pipefail
export PYTHONDONTWRITEBYTECODE=1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jar=${BOUNCEWATCH_JAR:-$(cd "$here/../../.." && pwd)/target/bouncewatch.jar}
fail() { echo "live.sh: FAILED: $*" >&2; exit 1; }

# In the namespaces: /mnt is the temporary directory, /etc a copy, the logs and spools are private.
prepare() {
  mount --bind "$1" /mnt
  cp -a /etc /mnt/etc
  mkdir -p /mnt/log/exim4 /mnt/etc/exim4 /mnt/etc/postfix
  mount --bind /mnt/etc /etc
  mount --bind /mnt/log /var/log
  mount -t tmpfs -o mode=755 none /var/spool
  mkdir /var/spool/postfix
  if [ -d /var/lib/postfix ]; then mount -t tmpfs -o mode=755 none /var/lib/postfix; fi
  install -d -o postfix -g postfix /var/lib/postfix
  hostname mail
  echo 'hosts: files' >/etc/nsswitch.conf
  { echo '127.0.0.1 localhost postfix.lab.test'; echo '127.0.0.2 exim.lab.test'; } >/etc/hosts
  local number=1 domain
  for domain in $(/usr/bin/python3 "$here/live_sink.py" --domains); do
    echo "127.0.1.$((number++)) mx.$domain" >>/etc/hosts
    echo "$domain smtp:[mx.$domain]" >>/etc/postfix/transport
  done
  /usr/bin/python3 - <<'PYTHON'
import fcntl, socket, struct
SIOCSIFFLAGS, IFF_UP, IFF_RUNNING = 0x8914, 0x1, 0x40
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack('16sH14s', b'lo', IFF_UP | IFF_RUNNING, b''))
PYTHON
}

postfix_settings() {
  [ -e /etc/postfix/master.cf ] || cp /etc/postfix/master.cf.proto /etc/postfix/master.cf
  cat >/etc/postfix/main.cf <<'CF'
compatibility_level = 3.6
maillog_file = /var/log/mail.log
myhostname = postfix.lab.test
mydestination =
mynetworks = 127.0.0.1
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
transport_maps = texthash:/etc/postfix/transport
smtp_host_lookup = native
smtp_dns_support_level = disabled
minimal_backoff_time = 2s
maximal_backoff_time = 3s
queue_run_delay = 2s
maximal_queue_lifetime = 1h
bounce_queue_lifetime = 1h
in_flow_delay = 0
CF
  postconf -F '*/*/chroot = n'
}

exim_settings() {
  grep -q '^Debian-exim:' /etc/group || echo 'Debian-exim:x:64990:' >>/etc/group
  grep -q '^Debian-exim:' /etc/passwd || echo 'Debian-exim:x:64990:64990::/:/usr/sbin/nologin' >>/etc/passwd
  install -d -o Debian-exim -g Debian-exim /var/spool/exim4
  chown Debian-exim:adm /var/log/exim4
  cat >/etc/exim4/exim4.conf <<CF
primary_hostname = exim.lab.test
exim_path = $1
spool_directory = /var/spool/exim4
log_file_path = /var/log/exim4/%slog
log_selector = -queue_run
pid_file_path = /mnt/exim.pid
local_interfaces = 127.0.0.2
disable_ipv6
tls_advertise_hosts =
rfc1413_query_timeout = 0s
smtp_accept_queue_per_connection = 0
never_users = root
keep_environment =
acl_smtp_rcpt = accept

begin routers
sink:
  driver = manualroute
  route_list = * mx.\$domain byname
  transport = remote_smtp
  self = send

begin transports
remote_smtp:
  driver = smtp
  allow_localhost
  hosts_try_dane =

begin retry
* * F,1h,2s
CF
}

if [ "${1:-}" = --inside ]; then
  prepare "$2"
  exim=$(command -v exim4 || echo /mnt/exim/usr/sbin/exim4)
  postfix_settings
  exim_settings "$exim"
  /usr/bin/python3 "$here/live.py" --jar "$jar" --exim "$exim" --directory /mnt --seed "$3"
  exit
fi

for tool in java postfix logrotate unshare; do
  command -v "$tool" >/dev/null || fail "$tool is not installed"
done
/usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || fail "python3-aiosmtpd is not installed"
[ "$(id -u)" = 0 ] || fail "only root can make the namespaces"
[ -f "$jar" ] || fail "$jar is not there: run mvn package first"

work=$(mktemp -d)
chmod 755 "$work"
child=
cleanup() {
  # The first process of the namespaces takes all others and all mounts with it, but that may last a moment.
  if [ -n "$child" ]; then kill -KILL "$child" 2>/dev/null || true; wait "$child" 2>/dev/null || true; fi
  for _ in $(seq 50); do rm -rf "$work" 2>/dev/null && break; sleep 0.1; done
}
trap cleanup EXIT
trap 'exit 130' INT TERM HUP

if ! command -v exim4 >/dev/null; then
  mkdir "$work/deb"
  fetch() { (cd "$work/deb" && apt-get download exim4-daemon-light); }
  # Without a list of packages it does not know where to fetch from.
  { fetch || { apt-get update && fetch; }; } >"$work/download" 2>&1 || fail "$(cat "$work/download")"
  dpkg -x "$work"/deb/*.deb "$work/exim"
  missing=$(ldd "$work/exim/usr/sbin/exim4" | awk '/not found/ {print $1}')
  [ -z "$missing" ] || fail "libraries of exim4-daemon-light are not installed:" $missing
fi

unshare --mount --net --uts --ipc --pid --fork --kill-child --mount-proc \
  bash "$here/live.sh" --inside "$work" "${1:-$RANDOM}" &
child=$!
status=0
wait "$child" || status=$?
child=
if [ -n "${2:-}" ]; then
  mkdir -p "$2"
  cp -a "$work"/{log,record,metrics,agent.log,store} "$2"
fi
exit "$status"
