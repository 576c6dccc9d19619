#!/usr/bin/env bash
# An alert fires: an agent follows a healthy log, then a spike of hard bounces is played. The shipped HardBounceSpike must be silent
# before it, go from pending to firing after it, and reach a real Alertmanager. Takes about half a minute.
source "$(dirname "$0")/lib.sh"
need prometheus prometheus
need promtool prometheus
alertmanager=$(command -v prometheus-alertmanager || command -v alertmanager) || need prometheus-alertmanager prometheus-alertmanager

alertmanager_port=$(free_port)
cat >"$work/alertmanager.yml" <<'YAML'
route: {receiver: nobody, group_wait: 0s}
receivers: [{name: nobody}]
YAML
"$alertmanager" --config.file="$work/alertmanager.yml" --storage.path="$work/alertmanager" --cluster.listen-address= \
  --web.listen-address="127.0.0.1:$alertmanager_port" --log.level=warn 2>"$work/alertmanager.err" </dev/null &
pids+=($!)
until_true 30 curl -sf "http://127.0.0.1:$alertmanager_port/-/ready" || fail "Alertmanager did not start"

log=$work/mail.log
python3 "$here/play.py" 300 3 >"$log"
start_agent 0 --source "postfix:$log" --store "$work/store"

# The shipped files, but: this agent and this Alertmanager; scraped and evaluated every second instead of every 15 s and 1 min; an
# alert is pending for 5 s instead of 10 min or more. Expressions, thresholds, labels and texts are as shipped.
sed -e "s/127.0.0.1:9587/${agent_url#http://}/" -e 's/_interval: 15s/_interval: 1s/' \
  -e '/^# alerting:/,$s/^# //' -e "s/127.0.0.1:9093/127.0.0.1:$alertmanager_port/" "$top/prometheus.yml" >"$work/prometheus.yml"
sed -E -e 's/^    interval: 1m$/    interval: 1s/' -e 's/^        for: .*/        for: 5s/' "$top/prometheus-rules.yml" \
  >"$work/prometheus-rules.yml"
promtool check config "$work/prometheus.yml" >/dev/null
start_prometheus "$work/prometheus.yml"

# ask QUERY: its first value, or nothing.
ask() {
  curl -sf --data-urlencode "query=$1" "$prometheus_url/api/v1/query" |
    python3 -c 'import json, sys; rows = json.load(sys.stdin)["data"]["result"]; print(rows[0]["value"][1] if rows else "")'
}
holds() { [ -n "$(ask "$1")" ]; }
# received: state and severity of the alert in Alertmanager, or nothing.
received() {
  curl -sf "http://127.0.0.1:$alertmanager_port/api/v2/alerts" | python3 -c '
import json, sys
for alert in json.load(sys.stdin):
    if alert["labels"]["alertname"] in sys.argv[1:] or not sys.argv[1:]:
        print(alert["labels"]["alertname"], alert["status"]["state"], alert["labels"]["severity"], alert["annotations"]["summary"])' "$@"
}
has_received() { received "$1" | grep 'active' >/dev/null; }

# What was there at the first scrape is the past; what follows is this hour.
until_true 30 holds 'sum(mail_deliveries_total) == 300' || fail "Prometheus does not have the healthy log"
python3 "$here/play.py" 300 3 >>"$log"
until_true 30 holds 'sum(service:mail_deliveries:increase1h) > 250 and sum(service:mail_hard_bounces:increase1h) > 2' ||
  fail "the recording rules do not see the healthy hour: $(ask 'sum(service:mail_attempts:increase1h)') attempts"
ratio=$(ask service:mail_hard_bounces:ratio1h)
sleep 8 # longer than an alert is pending
! holds 'ALERTS' || fail "an alert on a healthy log, whose hard bounce ratio is $ratio"
[ -z "$(received)" ] || fail "Alertmanager has an alert on a healthy log: $(received)"
say "silent at a hard bounce ratio of $ratio"

python3 "$here/play.py" 20 60 >>"$log"
spike=$(now_ms)
until_true 30 holds 'ALERTS{alertname="HardBounceSpike", alertstate="pending"}' || fail "HardBounceSpike is not pending after a spike"
say "pending after $(($(now_ms) - spike)) ms"
! has_received HardBounceSpike || fail "Alertmanager was told before the time"
until_true 30 holds 'ALERTS{alertname="HardBounceSpike", alertstate="firing"}' || fail "HardBounceSpike does not fire"
until_true 30 has_received HardBounceSpike || fail "Alertmanager was not told"
say "Alertmanager has after $(($(now_ms) - spike)) ms: $(received HardBounceSpike)"
say "passed"
