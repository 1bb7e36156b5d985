#!/usr/bin/env bash
# Measures the tests: changes the code in one place at a time and looks whether a test notices. On demand, see docs/mutation-testing.md:
#
#   tests/mutation/run.sh client                                  # or seeding, or emulator: all of the code that is listed in the .json
#   tests/mutation/run.sh client '**/Registration/FieldDiff.cs'   # one file
set -euo pipefail

root=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
case "${1:-}" in
    client) project=ModelRegistry.Client ;;
    seeding) project=ModelRegistry.Seeding ;;
    emulator) project=ModelRegistry.Emulator ;;
    *) sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
name=$1
shift

# A build server that outlives the build would hold the pipe that the tool reads to its end.
export DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
# Warnings are the business of the build, not of a thousand builds of changed code.
export RunAnalyzers=false DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
# The tool takes a test that ran into its own time limit for one that passed: it has a limit itself.
export TEST_TIME_LIMIT=0
# A change shows in the first of thousands of simulations, or hardly at all.
export SEED_SIMULATIONS="${SEED_SIMULATIONS:-100}"

files=()
for glob in "$@"; do
    files+=(--mutate "$glob")
done

cd "$root"
dotnet tool restore
cd "src/$project"
exec dotnet stryker --config-file "../../tests/mutation/$name.json" --output "$root/artifacts/mutation/$name" --skip-version-check \
    --concurrency "${CONCURRENCY:-2}" "${files[@]}"
