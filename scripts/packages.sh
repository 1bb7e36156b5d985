#!/usr/bin/env bash
# Prints the licence of every package that ships with ours, and their known vulnerabilities where the package source serves advisories.
# It informs and judges nothing: whatever it finds, it ends with 0. Run it after a restore.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 0

folder=${NUGET_PACKAGES:-$(dotnet nuget locals global-packages --list | sed -n 's/^global-packages: //p')}

# The lock files name every package that was resolved, with its version.
shipped() {
    awk -F'"' '/^      "/ { id = $2 } $2 == "resolved" { print id, $4 }' src/*/packages.lock.json | sort -u
}

# A licence is an expression or a file inside the package; old packages have an address only.
licence() {
    local of
    of=$(sed -n 's:.*<license type="expression">\(.*\)</license>.*:\1:p; s:.*<license type="file">\(.*\)</license>.*:file \1:p' "$1" | head -n 1)
    [ -n "$of" ] || of=$(sed -n 's:.*<licenseUrl>\(.*\)</licenseUrl>.*:\1:p' "$1" | head -n 1)
    printf '%s' "${of:-none named}"
}

echo 'Licences of the packages that ship:'
shipped | while read -r id version; do
    package=$folder/${id,,}/${version,,}
    nuspec=$package/${id,,}.nuspec
    if [ ! -e "$nuspec" ]; then
        printf '  %-12s %s %s\n' 'not restored' "$id" "$version"
    # Analyzers and build tasks hold no library and stay behind.
    elif [ -d "$package/lib" ]; then
        printf '  %-12s %s %s\n' "$(licence "$nuspec")" "$id" "$version"
    fi
done

# A source without advisories makes the command below report that nothing is vulnerable, which nobody has looked up.
advisories=
for source in $(dotnet nuget list source --format short | sed -n 's/^E //p'); do
    case $source in
        http*) curl --silent --fail --location --compressed --max-time 10 "$source" 2>/dev/null | grep -q '"VulnerabilityInfo/' && advisories=yes ;;
    esac
done
if [ -n "$advisories" ]; then
    # The seed job refers to all our packages but those for Aspire, and through them to all others.
    for project in src/SeedJob src/ModelRegistry.Aspire src/ModelRegistry.Aspire.Hosting; do
        dotnet list "$project" package --vulnerable --include-transitive
    done
else
    echo 'Vulnerabilities: not checked, since no package source serves advisories.'
fi
exit 0
