#!/bin/sh
# Finds the programs that open exported files in the tests: GDAL's ogrinfo and PostgreSQL with PostGIS; with
# "heavy" also QGIS and LibreOffice. What is missing is installed from Debian's packages where that is
# allowed: apt is there, and we are root, or sudo asks for no password and CI or GEOMAP_INSTALL_GIS=1 says so.
# Always ends well: without a program its tests skip, and say so.
set -eu

# shellcheck source=scripts/apt.sh
. "$(dirname "$0")/apt.sh"

heavy=${1:-}

missing() {
    command -v ogrinfo >/dev/null || echo gdal-bin
    ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1 || echo postgresql-postgis
    if [ "$heavy" = heavy ]; then
        command -v qgis >/dev/null || echo "qgis python3-qgis"
        command -v soffice >/dev/null || echo libreoffice-calc
    fi
}

wanted=$(missing)
if [ -n "$wanted" ] && allowed "${GEOMAP_INSTALL_GIS:-}"; then
    echo "Installing from this system's packages:" $wanted "..."
    # shellcheck disable=SC2086 # several words
    as_root apt-get update -qq &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null ||
        true
    wanted=$(missing)
fi

if [ -n "$wanted" ]; then
    cat >&2 <<END
************************************************************************
Not found: $(echo $wanted)
Tests of exported files with these programs WILL BE SKIPPED. To run them:
  apt install $(echo $wanted)      (Debian, Ubuntu)
  GEOMAP_INSTALL_GIS=1 make test   (lets this script do it by sudo)
************************************************************************
END
else
    echo "Programs that open exported files: all there"
fi
