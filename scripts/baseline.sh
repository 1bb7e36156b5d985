#!/usr/bin/env bash
# Renews the baseline: the public surface that "dotnet pack" compares later versions with, so that nothing is broken by mistake.
# Run it when a version is released, and when a break is meant; the difference in Git then shows that it was. The packages in there
# hold reference assemblies alone, which are a tenth of the size and have no code in them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

root=$PWD
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

rm -f baseline/*.nupkg
mkdir -p baseline
for project in src/ModelRegistry.*/*.csproj; do
    id=$(basename "$project" .csproj)
    dotnet build "$project" --configuration Release -p:RunAnalyzers=false --verbosity quiet -clp:NoSummary
    mkdir -p "$work/$id/lib/net10.0"
    cp "src/$id/obj/Release/net10.0/ref/$id.dll" "$work/$id/lib/net10.0/"
    cat > "$work/$id/$id.nuspec" <<XML
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2012/06/nuspec.xsd">
  <metadata>
    <id>$id</id>
    <version>$version</version>
    <authors>The Model Registry SDK authors</authors>
    <description>The public surface of $id $version, without code.</description>
    <dependencies><group targetFramework="net10.0" /></dependencies>
  </metadata>
</package>
XML
    find "$work/$id" -exec touch --date=2000-01-01T00:00:00Z {} +
    (cd "$work/$id" && zip --quiet -X "$root/baseline/$id.nupkg" "$id.nuspec" "lib/net10.0/$id.dll")
    printf 'baseline/%s.nupkg: %s bytes\n' "$id" "$(stat --format=%s "baseline/$id.nupkg")"
done
sed -i "s:<BaselineVersion>.*<:<BaselineVersion>$version<:" Directory.Build.props
