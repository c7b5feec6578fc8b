#!/bin/sh
# Finds a Chromium for the browser tests. Where none is found, installs Debian's when that is allowed:
# apt is there, and we are root, or sudo asks for no password and CI or GEOMAP_INSTALL_BROWSER=1 says so.
# Always ends well: without a browser its tests skip, and say so.
set -eu

# shellcheck source=scripts/apt.sh
. "$(dirname "$0")/apt.sh"

found() {
    if [ -n "${GEOMAP_CHROMIUM:-}" ]; then
        echo "$GEOMAP_CHROMIUM"
        return
    fi
    for name in chromium google-chrome chromium-browser chrome; do
        command -v "$name" && return
    done
    return 1
}

if [ -n "${GEOMAP_CHROMIUM:-}" ] && [ ! -x "$GEOMAP_CHROMIUM" ]; then
    echo "GEOMAP_CHROMIUM names $GEOMAP_CHROMIUM, which is no program" >&2
    exit 1
fi

if browser=$(found); then
    echo "Browser for the tests: $browser"
    exit 0
fi

if allowed "${GEOMAP_INSTALL_BROWSER:-}"; then
    echo "No Chromium found: installing the one of this system's packages ..."
    if as_root apt-get update -qq &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null &&
        browser=$(found); then
        echo "Browser for the tests: $browser"
        exit 0
    fi
fi

cat >&2 <<'END'
************************************************************************
No Chromium was found: the browser tests WILL BE SKIPPED, and the map
will not have been tested in a browser. To run them, do one of these:
  apt install chromium                  (Debian, Ubuntu)
  GEOMAP_INSTALL_BROWSER=1 make test    (lets this script do it by sudo)
  GEOMAP_CHROMIUM=/path/to/chrome make test
************************************************************************
END
