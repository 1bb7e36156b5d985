#!/usr/bin/env bash
# Writes the list of components (CycloneDX) of each package into artifacts/components: which packages it takes, their licences and
# hashes. The same commit makes the same bytes: no serial number, and the commit's time instead of the present. Run it after a restore.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

output=$(realpath -m "${1:-artifacts/components}")
time=$(date --utc --date="@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" +%Y-%m-%dT%H:%M:%SZ)
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)

dotnet tool restore > /dev/null
mkdir -p "$output"
for project in src/*/*.csproj; do
    id=$(basename "$project" .csproj)
    [ "$id" != SeedJob ] || id=ModelRegistry.SeedJob
    dotnet dotnet-CycloneDX "$project" --output "$output" --filename "$id.cdx.json" --output-format Json --no-serial-number \
        --exclude-dev --disable-package-restore --set-name "$id" --set-version "$version" --set-type Library > /dev/null
    sed -i "s/^\( *\"timestamp\": \)\".*\"/\1\"$time\"/" "$output/$id.cdx.json"
    printf '%s: %s components\n' "$id.cdx.json" "$(grep -c '"purl"' "$output/$id.cdx.json")"
done
