#!/usr/bin/env bash
# Breaks each rule listed in docs/testing.md by one line, in a copy of the source, and wants some test of Core.Tests to fail.
# Ends with "N rules broken, N noticed". Takes about a quarter of an hour. `bash tests/break-rules.sh R13` does those of one rule.
set -euo pipefail
cd "$(dirname "$0")/.."

only="${1:-}"
copy="$(mktemp -d)"
trap 'rm -rf "$copy"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 CALSYNC_SEED="${CALSYNC_SEED:-1}" CALSYNC_HISTORIES="${CALSYNC_HISTORIES:-300}" CALSYNC_SHRINK=0
git ls-files -z | grep -zE '^[^/]+$|^src/Severa.CalendarSync.Core/|^tests/Severa.CalendarSync.(TestKit|Core.Tests)/|^tests/Directory|^docs/' |
  xargs -0 cp --parents -t "$copy"
core="$copy/src/Severa.CalendarSync.Core"
project="$copy/tests/Severa.CalendarSync.Core.Tests"

# Literal, and exactly once: a line that is not there any more is an error of the list.
replace() { # FILE OLD NEW
  OLD="$2" NEW="$3" perl -0pi -e '
    my ($old, $new) = @ENV{qw(OLD NEW)};
    my $count = () = /\Q$old\E/g;
    die "the line stands $count times in $ARGV\n" unless $count == 1;
    s/\Q$old\E/$new/' "$1"
}

echo "== Unbroken"
dotnet test "$project" --nologo -v quiet >"$copy/log" 2>&1 || { tail -n 30 "$copy/log"; echo "The tests fail before anything is broken."; exit 1; }

broken=0 noticed=0 rule="" file="" old=""
while IFS= read -r line; do
  case "$line" in
    "@@ "*) rule="${line#@@ }"; file="${rule##*@@ }"; rule="${rule%% @@*}" ;;
    -*) old="${line#-}" ;;
    +*)
      case "$rule" in "$only"*) ;; *) continue ;; esac
      cp "$core/$file" "$copy/whole"
      replace "$core/$file" "$old" "${line#+}"
      broken=$((broken + 1))
      if ! dotnet build "$project" --nologo -v quiet >"$copy/log" 2>&1; then
        echo "does not build: $rule"
        grep -m 3 'error' "$copy/log" || true
      elif dotnet test "$project" --no-build --nologo --filter "Category!=BrokenRules" >"$copy/log" 2>&1; then
        echo "NOT NOTICED:    $rule"
      else
        noticed=$((noticed + 1))
        failed="$(grep -c '^  Failed ' "$copy/log" || true)"
        echo "noticed by $failed: $rule, first $(grep -m 1 -oE '^  Failed [A-Za-z0-9_.]+' "$copy/log" | sed 's/.*\.//')"
      fi
      cp "$copy/whole" "$core/$file"
      touch "$core/$file"
      ;;
  esac
done < <(sed -n '/^```diff$/,/^```$/p' docs/testing.md)

echo
echo "$broken rules broken, $noticed noticed"
[ "$broken" -gt 0 ] && [ "$broken" -eq "$noticed" ]
