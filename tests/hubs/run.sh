#!/usr/bin/env bash
# Runs a test program beside a real hub: run.sh postgres|supabase|pglite PROGRAM [ARGUMENT...]. A
# throw-away PostgreSQL server is started for it; for supabase the program starts a project on top of
# that itself, for pglite one that brings its own database.
# Ends with 77, and says why, where the parts cannot be installed.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
skip() {
    echo "Skipped: $*"
    exit 77
}
[[ $# -ge 2 ]] || { echo "usage: run.sh postgres|supabase|pglite PROGRAM [ARGUMENT...]" >&2; exit 2; }
hub=$1
shift

if [[ $hub != postgres ]]; then
    vendor=$here/../vendor
    "$here/../vendor/install.sh" || skip "npm cannot install the Supabase packages (see tests/vendor/package.json)."
    USYNC_TEST_NODE=$("$vendor/install.sh" --node)
    export USYNC_TEST_NODE USYNC_TEST_LITE=$vendor/node_modules/@supabase/lite/dist/cli/index.js
fi
[[ $hub != pglite ]] || exec "$@"
command -v pg_virtualenv >/dev/null || skip "PostgreSQL is not installed (Debian: apt install postgresql)."
export USYNC_TEST_HUB=$hub
# Several of these start at the same time: each takes a port of its own, below those that clients get.
port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    port=$((port + 1))
done
# Settings for a server that nobody minds losing.
exec pg_virtualenv -t -c "-p $port" -o fsync=off -o synchronous_commit=off -o full_page_writes=off \
    -o shared_buffers=64MB -o log_statement=none -- "$@"
