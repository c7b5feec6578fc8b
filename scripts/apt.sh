# Sourced by the scripts that install what tests need from Debian's packages.

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

# Says whether packages may be installed: apt is there, and we are root, or sudo asks for no password and
# CI or $1, which is 1, says so.
allowed() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" = 0 ] && return 0
    [ -n "${CI:-}" ] || [ "$1" = 1 ] || return 1
    command -v sudo >/dev/null && sudo -n true 2>/dev/null
}
