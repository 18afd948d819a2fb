#!/bin/sh
# Issues a badge in every format with every kind of key, and has other
# implementations check each; then the other way round.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

(cd "$here" && npm ci --no-audit --no-fund --loglevel=error)
python3 -m venv "$tmp/python"
"$tmp/python/bin/pip" install --quiet 'openbadgeslib[ldp]==4.6.3'
cargo build --quiet --examples --manifest-path "$here/../../Cargo.toml"
bin=${CARGO_TARGET_DIR:-$here/../../target}/debug/examples
at=2026-07-01T00:00:00Z
status=0

issue() { # NAME, then what issue_badge is to be told
  name=$1
  shift
  "$bin/issue_badge" "$@" >"$tmp/$name" 2>/dev/null
}
issue eddsa-rdfc-2022.json --format data-integrity --alg EdDSA
# The libraries know did:key of P-256, and not did:jwk.
did=$("$bin/new_key" "$tmp/p256.pem" --alg ES256 | grep did:key)
printf '{"id": "%s", "type": ["Profile"], "name": "Example College"}' "$did" >"$tmp/issuer.json"
issue ecdsa-rdfc-2019.json --format data-integrity --key "$tmp/p256.pem" --issuer "$tmp/issuer.json"
for alg in RS256 ES256 EdDSA; do
  issue "$alg.jwt" --format jwt --alg "$alg"
done

node "$here/verify.mjs" --at "$at" -- "$tmp/eddsa-rdfc-2022.json" "$tmp/ecdsa-rdfc-2019.json" || status=1
node "$here/jwt.mjs" verify "$tmp"/*.jwt || status=1
"$tmp/python/bin/python" "$here/verify.py" "$tmp"/*.jwt "$tmp/eddsa-rdfc-2022.json" || status=1

# A check that says "ok" to everything is no check.
for file in RS256.jwt ES256.jwt EdDSA.jwt; do
  # Another character in the middle of the payload.
  awk '{ n = int(length($0) / 2); c = substr($0, n, 1); print substr($0, 1, n - 1) (c == "A" ? "B" : "A") substr($0, n + 1) }' \
    "$tmp/$file" >"$tmp/altered"
  if node "$here/jwt.mjs" verify "$tmp/altered" >/dev/null; then
    echo "not ok: jose takes an altered $file"
    status=1
  fi
  if "$tmp/python/bin/python" "$here/verify.py" "$tmp/altered" >/dev/null; then
    echo "not ok: openbadgeslib takes an altered $file"
    status=1
  fi
done

for alg in RS256 ES256 EdDSA; do
  node "$here/jwt.mjs" sign "$alg" "$tmp/eddsa-rdfc-2022.json" >"$tmp/jose"
  if "$bin/verify_badge" --at "$at" "$tmp/jose" >"$tmp/report"; then
    echo "ok what jose signs as $alg"
  else
    echo "not ok what jose signs as $alg:"
    cat "$tmp/report"
    status=1
  fi
done
exit $status
