#!/bin/sh
# Bakes badges into PNG and SVG, and has other software check the images and
# take the badges out; then the other way round.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
for tool in pngcheck exiftool xmllint; do
  command -v "$tool" >/dev/null || {
    echo "images.sh: no $tool; on Debian: apt-get install pngcheck libimage-exiftool-perl libxml2-utils" >&2
    exit 2
  }
done
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

python3 -m venv "$tmp/python"
"$tmp/python/bin/pip" install --quiet 'openbadgeslib[ldp]==4.6.3'
cargo build --quiet --examples --manifest-path "$here/../../Cargo.toml"
bin=${CARGO_TARGET_DIR:-$here/../../target}/debug/examples
status=0
not_ok() {
  echo "not ok: $*"
  status=1
}

for format in data-integrity jwt; do
  for end in png svg; do
    "$bin/issue_badge" --format "$format" --out "$tmp/$format" --image "$tmp/$format.$end" 2>/dev/null
  done
  pngcheck -q "$tmp/$format.png" || not_ok "pngcheck $format.png"
  said=$(exiftool -s3 -Validate "$tmp/$format.png")
  [ "$said" = OK ] || not_ok "exiftool $format.png: $said"
  # What it reads of the chunk, without the line end of a text file.
  exiftool -b -Openbadgecredential "$tmp/$format.png" >"$tmp/taken"
  [ "$(cat "$tmp/taken")" = "$(cat "$tmp/$format")" ] || not_ok "exiftool reads another badge in $format.png"
  xmllint --noout "$tmp/$format.svg" || not_ok "xmllint $format.svg"
  "$tmp/python/bin/python" "$here/verify.py" "$tmp/$format.png" "$tmp/$format.svg" || status=1
done

# What openbadgeslib bakes is read, and comes out as it went in.
"$tmp/python/bin/python" - "$here/../../fixtures" "$tmp" <<'PYTHON'
import sys
from openbadgeslib import baking

fixtures, tmp = sys.argv[1:]
png, svg = (open(f"{fixtures}/badge.{end}", "rb").read() for end in ("png", "svg"))
for format in ("data-integrity", "jwt"):
    text = open(f"{tmp}/{format}", encoding="utf-8").read().strip()
    with open(f"{tmp}/theirs-{format}.png", "wb") as file:
        file.write(baking.bake_png(png, text, keyword=baking.ITXT_KEYWORD_OB3))
    with open(f"{tmp}/theirs-{format}.svg", "wb") as file:
        file.write(baking.bake_svg(svg, text, element=baking.SVG_ELEMENT_OB3, namespace=baking.SVG_NS_OB3,
                                   as_text=format == "data-integrity"))
PYTHON
for format in data-integrity jwt; do
  for end in png svg; do
    if "$bin/unbake_badge" "$tmp/theirs-$format.$end" | cmp - "$tmp/$format"; then
      echo "ok what openbadgeslib bakes into $end, $format"
    else
      not_ok "what openbadgeslib bakes into $end, $format"
    fi
  done
done
exit $status
