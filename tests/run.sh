#!/usr/bin/env bash
# Runs every test. Installs what is missing (Debian: Chromium, PostgreSQL, exchangelib), builds, tests in two lanes side by side,
# and ends with "N passed, N failed, N skipped". A project that reports nothing counts as failed.
set -uo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export DOTNET_TieredPGO=0 # no process of a test lives long enough to earn what it costs
configuration="${CONFIGURATION:-Debug}"
# Chromium draws, and needs nothing that the others need: in the lane of the short ones.
inBrowser="FullyQualifiedName~WalkTests|FullyQualifiedName~Browser"
withoutBrowser="FullyQualifiedName!~WalkTests&FullyQualifiedName!~Browser"

install() { # FOR PACKAGES
  local sudo=""
  if [ "$(id -u)" -ne 0 ]; then sudo="sudo"; fi
  echo "== Installing ${*:2} for the $1 tests"
  $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${@:2}" >/dev/null \
    || echo "That failed: the $1 tests will fail and say so."
}

sum() { # the numbers behind a word in dotnet test's summary lines
  grep -hoE "$1: *[0-9]+" "$2" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'
}

command -v chromium >/dev/null 2>&1 || install browser chromium fonts-dejavu-core
command -v postgres >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || install database postgresql
/usr/bin/python3 -c 'import exchangelib' 2>/dev/null || install interop python3-exchangelib tzdata

echo "== Building"
dotnet build Severa.CalendarSync.sln -c "$configuration" --nologo -v quiet -p:UseSharedCompilation=true # one compiler for all projects
built=$?
dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1
if [ "$built" -ne 0 ]; then
  echo "The build failed."
  echo "0 passed, 1 failed"
  exit 1
fi

results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT

run() { # NAME PROJECT [FILTER]
  dotnet test "tests/Severa.CalendarSync.$2" -c "$configuration" --no-build --nologo ${3:+--filter "$3"} \
    --logger "console;verbosity=normal" >"$results/$1.log" 2>&1
  tell "$1"
}

interop() { # a client nobody here wrote
  CONFIGURATION="$configuration" bash tests/interop/run.sh >"$results/Interop.log" 2>&1
  tell Interop
}

tell() { # NAME
  echo "== $1: $(grep -E '^ *(Total tests|Passed|Failed|Skipped|Total time):' "$results/$1.log" | tr -s ' ' | tr '\n' ' ')"
}

echo "== Testing"
lane() { # everything but the service's own tests, which take as long as all of these
  CALSYNC_HISTORIES="${CALSYNC_HISTORIES:-1000}" run Core Core.Tests # ten times what the tests play by themselves
  run Data Data.Tests
  run Connectors Connectors.Tests
  run Sandbox Sandbox.Tests
  interop
  run Browser Web.Tests "$inBrowser"
}

lane &
run Web Web.Tests "$withoutBrowser"
wait

passed=0 failed=0 skipped=0
for name in Core Sandbox Interop Connectors Data Web Browser; do
  log="$results/$name.log"
  if ! grep -q '^Total tests:' "$log"; then
    echo "== $name reported no result:"
    tail -n 40 "$log"
    failed=$((failed + 1))
    continue
  fi
  grep -A 30 -E '^ +Failed |^ +Skipped ' "$log" || true
  passed=$((passed + $(sum '^ *Passed' "$log")))
  failed=$((failed + $(sum '^ *Failed' "$log")))
  skipped=$((skipped + $(sum '^ *Skipped' "$log")))
done

echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
