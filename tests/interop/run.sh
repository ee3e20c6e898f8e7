#!/usr/bin/env bash
# Starts the built sandbox (bin/$CONFIGURATION, Debug by default) on a free loopback port with empty mailboxes in memory,
# lets a client nobody here wrote talk to it, and ends it. Words on the command line choose tests by name.
# INTEROP_LOG=DEBUG shows what the client sends. Needs: apt-get install python3-exchangelib.
set -uo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_NOLOGO=1

sandbox="src/Severa.CalendarSync.Sandbox/bin/${CONFIGURATION:-Debug}/net10.0/Severa.CalendarSync.Sandbox.dll"
log="$(mktemp)"
pid=""

end() {
  if [ -n "$pid" ]; then kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null; fi
  rm -f "$log"
}
trap end EXIT

give_up() { # REASON: one failed test, in the words of dotnet test
  echo "  Failed tests/interop"
  echo "    $1"
  cat "$log"
  printf 'Total tests: 1\n     Passed: 0\n     Failed: 1\n    Skipped: 0\n'
  exit 1
}

/usr/bin/python3 -c 'import exchangelib' 2>/dev/null || give_up "The client is missing: apt-get install python3-exchangelib"
[ -f "$sandbox" ] || give_up "The sandbox is not built: $sandbox"

export INTEROP_USER=calendarsync@contoso.test INTEROP_PASSWORD=Delegate-Passw0rd!
export INTEROP_MAILBOX=aino.virtanen@contoso.test INTEROP_OTHER_MAILBOX=mikael.lind@contoso.test INTEROP_ALIAS=mikael@contoso.test
export INTEROP_FIND_LIMIT=150
dotnet "$sandbox" --urls http://127.0.0.1:0 --Sandbox:File= --Sandbox:Seed=false "--Sandbox:FindCountLimit=$INTEROP_FIND_LIMIT" \
  "--Sandbox:Delegate:UserName=$INTEROP_USER" "--Sandbox:Delegate:Password=$INTEROP_PASSWORD" >"$log" 2>&1 &
pid=$!

for _ in $(seq 300); do
  INTEROP_URL="$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$log" | head -n 1)"
  if [ -n "$INTEROP_URL" ]; then break; fi
  kill -0 "$pid" 2>/dev/null || give_up "The sandbox ended at once:"
  sleep 0.2
done
[ -n "$INTEROP_URL" ] || give_up "The sandbox did not start within a minute:"
export INTEROP_URL

/usr/bin/python3 -B tests/interop/suite.py "$@"
