#!/bin/sh
# What the tests use beyond Python packages: a browser and a SPARQL server. Installed where that is possible; else said.
installed() { # package: install it where we may
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    echo "Installing $1 for the tests"
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1") >/dev/null 2>&1
}

if ! command -v virtuoso-t >/dev/null 2>&1 && ! installed virtuoso-opensource-7-bin; then
    echo "Tests with Virtuoso will be SKIPPED: it is not here, and could not be installed (Debian package: virtuoso-opensource-7-bin)."
fi
if command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; then
    exit 0
fi
installed chromium && exit 0
echo "Browser tests will be SKIPPED: no Chromium here, and it could not be installed (Debian package: chromium)."
