#!/bin/sh
# Makes src/fonts from the packages: only the weights and letters that the pages use, at half the size.
# Needs Python's fonttools and brotli; run it when the font packages change, and commit what it writes.
set -eu
cd "$(dirname "$0")/.."
packages=node_modules/@fontsource-variable
work=$(mktemp -d)
latin='U+20-7E,U+A0-FF,U+131,U+152,U+153,U+2BB,U+2BC,U+2C6,U+2DA,U+2DC,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032,U+2033,U+2039,U+203A,U+20AC,U+2122,U+2190-2193,U+2212,U+2215,U+FEFF,U+FFFD,U+25B2,U+25BC,U+2713'

make() { # source, weights, letters, features, target
  fonttools varLib.instancer -q -o "$work/$5.ttf" "$packages/$1.woff2" "wght=$2"
  pyftsubset "$work/$5.ttf" --unicodes="$3" --layout-features="$4" --flavor=woff2 --no-hinting --output-file="src/fonts/$5.woff2"
}
make inter/files/inter-latin-wght-normal 400:700 "$latin" kern,tnum,ccmp,locl inter-latin
make inter/files/inter-latin-ext-wght-normal 400:700 '*' kern,tnum,ccmp,mark,mkmk,locl inter-latin-ext
make jetbrains-mono/files/jetbrains-mono-latin-wght-normal 400:500 '*' kern,ccmp,mark mono-latin
rm -r "$work"
