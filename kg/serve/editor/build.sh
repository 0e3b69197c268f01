#!/bin/sh
# Builds ../static/editor.js anew from editor.mjs and the versions in package.json (needs node, npm and a registry).
set -e
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/editor" "$work/static"
cp "$here/package.json" "$here/editor.mjs" "$work/editor"
cd "$work/editor"
npm install --silent --no-audit --no-fund
npm run --silent build
{
  echo "The file editor.js contains these packages, each under the MIT licence that follows:"
  for name in @codemirror/autocomplete @codemirror/commands @codemirror/language @codemirror/legacy-modes \
    @codemirror/state @codemirror/view @lezer/common @lezer/highlight @marijn/find-cluster-break crelt style-mod w3c-keyname; do
    [ -f "node_modules/$name/package.json" ] && node -p "'- $name ' + require('./node_modules/$name/package.json').version"
  done
  echo
  cat node_modules/@codemirror/view/LICENSE
} > "$work/static/editor.LICENSE.txt"
cp "$work/static/editor.js" "$work/static/editor.LICENSE.txt" "$here/../static/"
