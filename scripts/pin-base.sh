#!/usr/bin/env bash
# Pins the base of the seed job's image to the bytes that its registry serves for the tag today: writes the digest behind the tag, for both
# ways to build the image. Run it when the tag is changed, with access to the registry; commit what it changes.
#   scripts/pin-base.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
project=src/SeedJob/SeedJob.csproj dockerfile=src/SeedJob/Dockerfile

pinned=$(sed -n 's:.*<ContainerBaseImage[^>]*>\(.*\)</ContainerBaseImage>.*:\1:p' "$project")
base=${pinned%@*}
registry=${base%%/*} name=${base#*/}
tag=${name##*:} name=${name%:*}
scheme=https
case $registry in localhost:* | 127.0.0.1:*) scheme=http ;; esac

manifest=$(mktemp)
trap 'rm -f "$manifest"' EXIT
# One tag stands for the image of each processor: what is named is the list of them, as far as there is one.
accept=application/vnd.oci.image.index.v1+json,application/vnd.docker.distribution.manifest.list.v2+json
accept=$accept,application/vnd.oci.image.manifest.v1+json,application/vnd.docker.distribution.manifest.v2+json
curl --silent --show-error --fail --location --max-time 60 --header "Accept: $accept" --output "$manifest" \
    "$scheme://$registry/v2/$name/manifests/$tag" || { echo "The registry did not say what $base is; nothing is changed." >&2; exit 1; }
grep -q '"schemaVersion"' "$manifest" || { echo "What $registry sent for $base is no manifest; nothing is changed." >&2; exit 1; }

# A digest is the hash of the manifest's bytes: a pull by it gets these or nothing.
digest=sha256:$(sha256sum "$manifest" | cut -d ' ' -f 1)
for file in "$project" "$dockerfile"; do
    sed -i "s|${pinned//./\\.}|$base@$digest|" "$file"
done
echo "$base@$digest"
