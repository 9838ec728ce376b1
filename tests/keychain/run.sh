#!/usr/bin/env bash
# Runs a test program beside an unlocked keychain of its own (a Secret Service on a session bus that
# nobody else is on): run.sh PROGRAM [ARGUMENT...]. Nothing of it is left behind. Ends with 77, and
# says why, where the parts are missing.
set -euo pipefail

skip() {
    echo "Skipped: $*"
    exit 77
}
[[ $# -ge 1 ]] || { echo "usage: run.sh PROGRAM [ARGUMENT...]" >&2; exit 2; }
command -v dbus-run-session >/dev/null || skip "There is no session bus to start (Debian: apt install dbus)."
command -v gnome-keyring-daemon >/dev/null || skip "GNOME Keyring is not installed (Debian: apt install gnome-keyring)."

HOME=$(mktemp -d)
XDG_RUNTIME_DIR=$HOME/runtime
export HOME XDG_RUNTIME_DIR
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_CURRENT_DESKTOP DESKTOP_SESSION
mkdir -m 0700 "$XDG_RUNTIME_DIR"
trap 'rm -rf "$HOME"' EXIT
dbus-run-session -- bash -c '
    eval "$(printf test | gnome-keyring-daemon --unlock --components=secrets --daemonize 2>/dev/null)"
    exec "$@"
' keychain "$@"
