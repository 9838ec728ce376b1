#!/usr/bin/env bash
# Runs a test program beside a keychain of its own (a Secret Service on a session bus that nobody
# else is on): run.sh unlocked|locked|empty|none PROGRAM [ARGUMENT...]. "empty" is a keychain as a new
# account has it, without a collection to store into; "none" is a bus without a keychain. Nothing of
# it is left behind. Ends with 77, and says why, where the parts are missing.
set -euo pipefail

skip() {
    echo "Skipped: $*"
    exit 77
}
[[ $# -ge 2 ]] || { echo "usage: run.sh unlocked|locked|empty|none PROGRAM [ARGUMENT...]" >&2; exit 2; }
command -v dbus-run-session >/dev/null || skip "There is no session bus to start (Debian: apt install dbus)."
command -v gnome-keyring-daemon >/dev/null || skip "GNOME Keyring is not installed (Debian: apt install gnome-keyring)."

HOME=$(mktemp -d)
XDG_RUNTIME_DIR=$HOME/runtime
export HOME XDG_RUNTIME_DIR
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_CURRENT_DESKTOP DESKTOP_SESSION DISPLAY
mkdir -m 0700 "$XDG_RUNTIME_DIR"
trap 'rm -rf "$HOME"' EXIT
# Without the services that the system would start by itself.
cat >"$HOME/bus.conf" <<'END'
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
END
dbus-run-session --config-file="$HOME/bus.conf" -- bash -c '
    case $1 in
    unlocked | locked) eval "$(printf test | gnome-keyring-daemon --unlock --components=secrets --daemonize 2>/dev/null)" ;;
    empty) eval "$(gnome-keyring-daemon --start --components=secrets --daemonize 2>/dev/null)" ;;
    none) ;;
    *) echo "run.sh: no such keychain: $1" >&2; exit 2 ;;
    esac
    # It answers on the bus a moment after it has started.
    secrets=org.freedesktop.secrets
    ask() { dbus-send --session --print-reply --dest=$1 "${@:2}" 2>&1; }
    for _ in {1..100}; do
        [[ $1 == none ]] && break
        ask org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:$secrets | grep -q true && break
        sleep 0.1
    done
    if [[ $1 == locked ]]; then
        ask $secrets /org/freedesktop/secrets org.freedesktop.Secret.Service.Lock \
            array:objpath:/org/freedesktop/secrets/collection/login >/dev/null
    fi
    export KEYCHAIN_KIND=$1
    shift
    exec "$@"
' keychain "$@"
