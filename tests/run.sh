#!/usr/bin/env bash
# Runs every test. Installs what is missing (Debian: Chromium), builds, tests each project, fast ones first,
# and ends with "N passed, N failed, N skipped". A project that reports nothing counts as failed.
set -uo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
configuration="${CONFIGURATION:-Debug}"
projects=(Core.Tests Sandbox.Tests Connectors.Tests Data.Tests Web.Tests)

install_chromium() {
  if command -v chromium >/dev/null 2>&1; then return; fi
  local sudo=""
  if [ "$(id -u)" -ne 0 ]; then sudo="sudo"; fi
  echo "== Installing Chromium for the browser tests"
  $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
}

sum() { # the numbers behind a word in dotnet test's summary lines
  grep -hoE "$1: *[0-9]+" "$2" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'
}

install_chromium || echo "Chromium could not be installed: the browser tests will fail and say so."

echo "== Building"
if ! dotnet build Severa.CalendarSync.sln -c "$configuration" --nologo -v quiet; then
  echo "The build failed."
  echo "0 passed, 1 failed"
  exit 1
fi

passed=0 failed=0 skipped=0
results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT
for project in "${projects[@]}"; do
  echo "== $project"
  log="$results/$project.log"
  dotnet test "tests/Severa.CalendarSync.$project" -c "$configuration" --no-build --nologo --logger "console;verbosity=normal" 2>&1 | tee "$log" \
    | grep -vE '^\s*Passed |^Test run for|^A total of|^VSTest version|^Starting test execution' || true
  if ! grep -qE '^(Passed!|Failed!|Total tests:|Test Run)' "$log"; then
    echo "$project reported no result."
    failed=$((failed + 1))
    continue
  fi
  passed=$((passed + $(sum '^ *Passed' "$log")))
  failed=$((failed + $(sum '^ *Failed' "$log")))
  skipped=$((skipped + $(sum '^ *Skipped' "$log")))
done

echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
