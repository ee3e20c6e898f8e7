#!/bin/sh
# Adds a migration for every database provider: src/add-migration.sh NAME
set -eu
name=${1:?usage: src/add-migration.sh NAME}
cd "$(dirname "$0")/.."
dotnet tool restore >/dev/null
dotnet build src/Severa.CalendarSync.Data
for provider in SqlServer Postgres Sqlite; do
    dotnet ef migrations add "$name" --no-build \
        --project src/Severa.CalendarSync.Data --startup-project src/Severa.CalendarSync.Data \
        --context "${provider}SyncDbContext" -o "Providers/$provider/Migrations"
done
