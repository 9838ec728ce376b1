#!/bin/sh
# Runs the vendors' own clients against the sandbox: run.sh PROGRAM [ARGUMENT...], where PROGRAM serves the
# sandbox and prints its environment (`usync sandbox`). Ends with 77 where Node or its packages are missing.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
if [ $# -eq 0 ]; then
    echo "usage: run.sh PROGRAM [ARGUMENT...]" >&2
    exit 2
fi
if ! command -v node >/dev/null 2>&1; then
    echo "Skipped: Node is not installed (Debian: apt install nodejs npm)."
    exit 77
fi
major=$(node -p 'process.versions.node.split(".")[0]')
if [ "$major" -lt 18 ]; then
    echo "Skipped: Node 18 or newer is needed, this is $(node --version)."
    exit 77
fi
if ! "$here/install.sh"; then
    echo "Skipped: npm cannot install the vendors' clients (see tests/vendor/package.json)."
    exit 77
fi

work=$(mktemp -d)
"$@" >"$work/environment" &
server=$!
trap 'kill -INT $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# The server prints the API's URL and the databases before it serves.
tries=0
until grep -q NOTION_TASKS_DB_ID "$work/environment"; do
    tries=$((tries + 1))
    if [ $tries -gt 300 ] || ! kill -0 $server 2>/dev/null; then
        echo "The sandbox did not start: $*" >&2
        exit 1
    fi
    sleep 0.1
done
. "$work/environment"

cd "$here"
node --test notion_contract.mjs
