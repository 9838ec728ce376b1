#!/usr/bin/env bash
# Runs a test program beside a real hub: run.sh postgres|supabase PROGRAM [ARGUMENT...]. A throw-away
# PostgreSQL server is started for it; for supabase the program starts a project on top of that itself.
# Ends with 77, and says why, where the parts cannot be installed.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
skip() {
    echo "Skipped: $*"
    exit 77
}
[[ $# -ge 2 ]] || { echo "usage: run.sh postgres|supabase PROGRAM [ARGUMENT...]" >&2; exit 2; }
hub=$1
shift

command -v pg_virtualenv >/dev/null || skip "PostgreSQL is not installed (Debian: apt install postgresql)."
if [[ $hub == supabase ]]; then
    vendor=$here/../vendor
    "$here/../vendor/install.sh" || skip "npm cannot install the Supabase packages (see tests/vendor/package.json)."
    USYNC_TEST_NODE=$("$vendor/install.sh" --node)
    export USYNC_TEST_NODE USYNC_TEST_LITE=$vendor/node_modules/@supabase/lite/dist/cli/index.js
fi
export USYNC_TEST_HUB=$hub
# Settings for a server that nobody minds losing.
exec pg_virtualenv -t -o fsync=off -o synchronous_commit=off -o full_page_writes=off \
    -o shared_buffers=64MB -o log_statement=none -- "$@"
