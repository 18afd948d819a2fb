#!/bin/sh
# Opens pages in Chromium and has axe-core check them.
#
#   page.sh [--shots FOLDER] [FILE...]
#
# Without a file: every page in fixtures/golden/page of the repository.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
shots=
if [ "${1:-}" = --shots ]; then
  shots=${2:?--shots needs a folder}
  shift 2
fi
[ $# -gt 0 ] || set -- "$here"/../../fixtures/golden/page/*.html
(cd "$here/page" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error)
node "$here/page/page.mjs" ${shots:+--shots "$shots"} "$@"

# A check that says "ok" to everything is no check.
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
sed -e 's/ lang="en"//' -e 's/<h1>/<h1 style="color:#eee"><img src="https:\/\/example.com\/x.png">/' "$1" >"$tmp/worse.html"
found=$(node "$here/page/page.mjs" "$tmp/worse.html") || true
for wanted in html-has-lang image-alt "Content Security Policy"; do
  case $found in
    *"$wanted"*) echo "ok $wanted is found in a worse page" ;;
    *) echo "not ok $wanted is not found in a worse page"; exit 1 ;;
  esac
done
