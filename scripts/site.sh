#!/usr/bin/env bash
# Makes the site of the pages and of the API in artifacts/site. A warning, such as a link that leads nowhere, is an error.
# To look at it: dotnet docfx serve artifacts/site
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

dotnet tool restore > /dev/null
rm -rf artifacts/site artifacts/site-api
dotnet docfx docfx.json --warningsAsErrors "$@"
cp artifacts/site/README.html artifacts/site/index.html
