#!/usr/bin/env bash
# A running agent follows genuine logs, a real Prometheus scrapes it with the shipped configuration, and PromQL must give back
# exactly what src/test/scripts counted in those logs: at first, after SIGKILL, after a restart with lines written meanwhile, and
# through rotation by rename and by copytruncate. Takes about a minute.
source "$(dirname "$0")/lib.sh"
need prometheus prometheus
need promtool prometheus

logs=$work/logs
mkdir "$logs"
first=(postfix-main.traditional.log postfix-chain.traditional.log exim-all.mainlog exim-syslog.traditional.log exim-millisec-tz-pid.mainlog)
sources=()
total=0
for sample in "${first[@]}"; do
  unpack "$sample" "$logs/$sample"
  sources+=(--source "$logs/$sample")
  total=$((total + $(wc -l <"$logs/$sample")))
done
arguments=(--store "$work/store" "${sources[@]}")

# SIGKILL in the middle of reading: what is counted afterwards must be whole all the same.
start_agent 0 "${arguments[@]}"
port=${agent_url##*:}
until_true 30 has_counted 1000 || fail "nothing was counted in 30 seconds"
stop "$agent_pid" KILL
start_agent "$port" "${arguments[@]}"
say "killed in the middle, it went on at $(lines_counted) of $total lines"

# The shipped configuration, in a hurry: another target, and seconds instead of minutes.
sed -e "s/127.0.0.1:9587/127.0.0.1:$port/" -e 's/_interval: 15s/_interval: 1s/' "$top/prometheus.yml" >"$work/prometheus.yml"
sed -e 's/^    interval: 1m$/    interval: 1s/' "$top/prometheus-rules.yml" >"$work/prometheus-rules.yml"
promtool check config "$work/prometheus.yml" >/dev/null
start_prometheus "$work/prometheus.yml"
# expect WHEN SAMPLE…
expect() {
  local when=$1 answer
  shift
  answer=$(python3 "$here/promql.py" "$prometheus_url" 60 "$@") || fail "$when: $answer"
  say "$when: $answer"
}
expect "after SIGKILL" "${first[@]}"

curl -sf "$agent_url/metrics" >"$work/scrape"
promtool check metrics <"$work/scrape" || fail "promtool finds fault with the text format"
curl -sf -H 'Accept: application/openmetrics-text; version=1.0.0' -D "$work/headers" "$agent_url/metrics" >"$work/openmetrics"
grep -qi '^content-type: application/openmetrics-text' "$work/headers" || fail "OpenMetrics was asked for and not given"
[ "$(tail -n 1 "$work/openmetrics")" = '# EOF' ] || fail "OpenMetrics without its end"
[ "$(curl -s -o /dev/null -w '%{http_code}' "$agent_url/healthz")" = 200 ] || fail "/healthz is not 200"
[ "$(curl -s -o /dev/null -w '%{http_code}' "$agent_url/readyz")" = 200 ] || fail "/readyz is not 200: $(curl -s "$agent_url/readyz")"
delivered=$(awk '/^mail_deliveries_total/ {sum += $NF} END {print sum}' "$work/scrape")
curl -sf "$agent_url/" | sed 's/<[^>]*>/ /g' | tr -d ',' >"$work/page"
grep -qw "$delivered" "$work/page" || fail "the page does not show $delivered deliveries"
say "text, OpenMetrics, /healthz, /readyz and the page are well"

# restart ARGUMENT…: by SIGTERM; no counter may fall, and no line may be read twice.
restart() {
  local start before after
  before=$(lines_counted)
  start=$(now_ms)
  stop "$agent_pid"
  local took=$(($(now_ms) - start))
  [ $took -lt 5000 ] || fail "SIGTERM took $took ms"
  "$while_down"
  start_agent "$port" "${arguments[@]}" "$@"
  after=$(lines_counted)
  [ "$after" -ge "$before" ] || fail "$before lines were counted before the restart and $after after it"
  say "SIGTERM took $took ms; $before lines before the restart"
}
while_down=true restart
expect "after a restart" "${first[@]}"

# Lines written while it is down, and two more logs to follow from now on.
meanwhile() {
  gzip -dc "$samples/postfix-softbounce.log.gz" >>"$logs/postfix-main.traditional.log"
  : >"$logs/renamed.log"
  : >"$logs/copied.log"
}
while_down=meanwhile restart --source "$logs/renamed.log" --source "$logs/copied.log"
expect "with lines written while it was down" "${first[@]}" postfix-softbounce.log

# As logrotate does it, in four pieces each: `create`, with a writer that is late to notice, and `copytruncate`, with lines that
# only the copy still has when the agent looks again.
pieces() {
  unpack "$1" "$work/$2"
  split -n l/8 -d "$work/$2" "$work/$2-"
}
pieces postfix-statusfilter.log renamed
pieces exim-debian.mainlog copied
for i in 0 2 4 6; do
  if [ -f "$logs/renamed.log.1" ]; then
    gzip "$logs/renamed.log.1"
    mv "$logs/renamed.log.1.gz" "$logs/renamed.log.$((i + 2)).gz"
    mv "$logs/copied.log.1" "$logs/copied.log.$((i + 2))"
  fi
  cat "$work/renamed-0$i" >>"$logs/renamed.log"
  cat "$work/copied-0$i" >>"$logs/copied.log"
  sleep 1

  mv "$logs/renamed.log" "$logs/renamed.log.1"
  : >"$logs/renamed.log"
  cat "$work/renamed-0$((i + 1))" >>"$logs/renamed.log.1"

  cat "$work/copied-0$((i + 1))" >>"$logs/copied.log"
  cp "$logs/copied.log" "$logs/copied.log.1"
  : >"$logs/copied.log"
  sleep 2
done
expect "through rotation" "${first[@]}" postfix-softbounce.log postfix-statusfilter.log exim-debian.mainlog

stop "$agent_pid"
say "passed"
