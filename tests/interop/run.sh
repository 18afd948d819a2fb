#!/bin/sh
# Checks signed credentials with an implementation that is not ours.
#
#   run.sh [--at RFC3339] [--method-from-fragment] [FILE...]
#
# Without a file: every JSON file in fixtures/golden of the repository.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

# Options of verify.mjs go before the files, and hold for the altered copies.
at=
fragment=
while [ $# -gt 0 ]; do
  case $1 in
    --at) at=--at=${2:?--at needs a value}; shift 2 ;;
    --at=*) at=$1; shift ;;
    --method-from-fragment) fragment=$1; shift ;;
    --) shift; break ;;
    -?*) echo "run.sh: unknown option $1" >&2; exit 2 ;;
    *) break ;;
  esac
done
verify() {
  node "$here/verify.mjs" ${at:+"$at"} ${fragment:+"$fragment"} -- "$@"
}

if [ $# -eq 0 ]; then
  # One of our own has an https issuer.
  fragment=--method-from-fragment
  set -- "$here"/../../fixtures/golden/*.json
fi
if [ ! -f "$1" ]; then
  echo "run.sh: no such file: $1" >&2
  exit 2
fi

# Install scripts are off in .npmrc, which npm reads from the current folder.
(cd "$here" && npm ci --no-audit --no-fund --loglevel=error)

status=0
verify "$@" || status=1

# Altered copies of the first file must fail, each for the right reason: a
# check that says "ok" to everything, or "not ok" to everything, is no check.
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

must_fail() { # NAME REASON JAVASCRIPT, which alters the credential c
  node -e '
    const {readFileSync, writeFileSync} = require("node:fs");
    const [from, to, alter] = process.argv.slice(1);
    const c = JSON.parse(readFileSync(from, "utf8"));
    new Function("c", alter)(c);
    writeFileSync(to, JSON.stringify(c));
  ' "$first" "$tmp/$1.json" "$3"
  line=$(verify "$tmp/$1.json") || true
  case $line in
    "not ok "*"$2"*) echo "ok $1 is refused: $2" ;;
    *) echo "not ok $1 must be refused with \"$2\", got: $line"; status=1 ;;
  esac
}

first=$1
must_fail altered-name 'Invalid signature' \
  'c.name = `${c.name ?? ""} (altered)`;'
# Only safe mode sees these two: the canonical form leaves the member out, so
# the signature still fits.
must_fail undefined-member 'Safe mode validation error' \
  'c.notDefinedByAnyContext = "x";'
must_fail undefined-proof-member 'Safe mode validation error' \
  '[c.proof].flat()[0].notDefinedByAnyContext = "x";'

exit $status
