#!/usr/bin/env bash
# Remakes assets/fonts/stix-two-math.woff2: STIX Two Math (SIL OFL 1.1), cut down to the signs that
# src/formulas.txt can use. Needs npm, and Python with fonttools 4 and brotli.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent @fontsource/stix-two-math@5.3.0 > /dev/null
tar xzf fontsource-stix-two-math-5.3.0.tgz
# Latin letters and digits, Greek and italic mathematical letters, operators, brackets, primes.
signs='U+20-7E,U+A0,U+B1,U+B7,U+D7,U+3B1-3C9,U+2016,U+2026,U+2032,U+2061,U+2190-2194,U+2202,U+2208,U+2211,U+2212'
signs+=',U+221A,U+221E,U+2223,U+2225,U+222B,U+2248,U+2260,U+2264,U+2265,U+22C5,U+2223,U+210E,U+1D434-1D467,U+1D6FC-1D714'
pyftsubset package/files/stix-two-math-latin-400-normal.woff2 --unicodes="$signs" --layout-features='ssty' \
  --flavor=woff2 --no-hinting --desubroutinize --output-file="$here/assets/fonts/stix-two-math.woff2"
cp package/LICENSE "$here/assets/fonts/OFL.txt"
