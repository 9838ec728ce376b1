#!/usr/bin/env bash
# Installs the npm packages of package-lock.json once; with --node it prints a Node that is new enough
# for all of them. Fails where they cannot be installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

exec 9>.install.lock
flock 9
if ! cmp -s package-lock.json node_modules/.installed; then
    if ! said=$(npm ci --no-audit --no-fund 2>&1); then
        grep -m 3 -E 'npm (ERR!|error)' <<<"$said" >&2 || true
        rm -rf node_modules
        exit 1
    fi
    cp package-lock.json node_modules/.installed
fi
[[ ${1-} == --node ]] || exit 0
# Debian's own is older than what the Supabase packages ask for; theirs comes with the packages.
if [[ $(node -p 'process.versions.node.split(".")[0]') -ge 20 ]]; then
    command -v node
else
    echo "$PWD/node_modules/node/bin/node"
fi
