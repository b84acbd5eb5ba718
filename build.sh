#!/usr/bin/env bash
# ./build.sh TARGET [options]: restores the tools and hands over to build.cake.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
    cat <<'EOF'
usage: ./build.sh TARGET [options]

  build     build everything in Release, warnings as errors
  test      check the formatting, build, run the everyday tests
  check     check the formatting only
  format    format all sources in place

  --all           test: also the slow tests
  --install-deps  install the system packages that the tests use (apt-get; says which)
  --help          this text
EOF
}

wrong() {
    echo "build.sh: $1" >&2
    usage >&2
    exit 2
}

# Debian packages that tests use. A test that wants one skips itself where it is missing, but fails where CI is true.
system_packages=(libmujoco2.2.2 libhdf5-103-1 python3-h5py python3-numpy)

install_deps() {
    local package missing=()
    for package in ${system_packages[@]+"${system_packages[@]}"}; do
        dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    if [ ${#missing[@]} -eq 0 ]; then
        echo "system packages: nothing to install"
        return
    fi
    echo "system packages: installing ${missing[*]}"
    local elevate=
    [ "$(id -u)" -eq 0 ] || elevate=sudo
    $elevate apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $elevate apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

target= all= deps=
for argument in "$@"; do
    case $argument in
        build | test | check | format)
            [ -z "$target" ] || wrong "one target at a time, got '$target' and '$argument'"
            target=$argument
            ;;
        --all) all=--all ;;
        --install-deps) deps=yes ;;
        -h | --help | help)
            usage
            exit
            ;;
        -*) wrong "unknown option '$argument'" ;;
        *) wrong "unknown target '$argument'" ;;
    esac
done
[ -n "$target" ] || wrong "a target is missing"
[ -z "$all" ] || [ "$target" = test ] || wrong "--all belongs to test"
command -v dotnet >/dev/null || {
    echo "build.sh: the .NET 10 SDK is needed (the command 'dotnet' was not found)." >&2
    exit 1
}

# Neither the tools nor the tests need ICU, which a bare machine may lack.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

[ -z "$deps" ] || install_deps
dotnet tool restore >/dev/null || {
    echo "build.sh: the tools of .config/dotnet-tools.json could not be restored." >&2
    exit 1
}

summary=artifacts/test-results/summary.txt
rm -f "$summary"
code=0
dotnet cake --target="$target" $all || code=$?
if [ -f "$summary" ]; then
    cat "$summary"
elif [ "$target" = test ]; then
    echo "build.sh: the tests were not run." >&2
fi
exit "$code"
