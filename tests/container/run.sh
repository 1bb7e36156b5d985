#!/usr/bin/env bash
# Builds the seed job's image and runs it as OpenShift would: read-only, without capabilities, as a user that no image knows,
# with the seed mounted as a ConfigMap is, within 64 MiB. Needs no registry but its own, on loopback.
#   tests/container/run.sh
# Needs root, .NET, and on Debian: apt-get install podman runc docker-registry debootstrap curl gcc libc6-dev
#   BASE_IMAGE   take this base instead of one made by debootstrap, such as the one that the project file names
#   BASE_ROOTFS  take this directory instead of a fresh one from debootstrap
set -euo pipefail

for tool in dotnet podman runc docker-registry debootstrap curl gcc; do
  command -v "$tool" >/dev/null || { echo "this needs $tool: apt-get install podman runc docker-registry debootstrap curl gcc libc6-dev" >&2; exit 2; }
done

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work=$(mktemp -d)
user=1000680000:0   # OpenShift gives each namespace a range of user ids; the group is always 0
passed=0 failed=0
children=()

cleanup() {
  for pid in "${children[@]}"; do kill "$pid" 2>/dev/null || true; done
  [ -z "${image:-}" ] || podman rmi --force "$image" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT

step() { printf '\n== %s\n' "$*"; }
check() {   # check WHAT COMMAND...
  local what=$1
  shift
  if "$@"; then
    printf 'ok      %s\n' "$what"
    passed=$((passed + 1))
  else
    printf 'FAILED  %s\n' "$what"
    failed=$((failed + 1))
  fi
}
is() { [ "$1" = "$2" ] || { printf '        expected %s, got %s\n' "$2" "$1"; false; }; }
says() { grep -q -- "$2" "$1" || { sed 's/^/        /' "$1"; false; }; }
free_port() {
  local port
  while port=$((RANDOM % 20000 + 20000)); (: < "/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}
until_listening() {
  for _ in $(seq 100); do
    ! (: < "/dev/tcp/127.0.0.1/$1") 2>/dev/null || return 0
    sleep 0.2
  done
  echo "nothing listens on port $1" >&2
  return 1
}

step "A registry for images"
registry=localhost:$(free_port)
printf 'version: 0.1\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: "%s"}\n' "$work/images" "$registry" > "$work/registry.yaml"
docker-registry serve "$work/registry.yaml" > "$work/registry.log" 2>&1 &
children+=($!)
until_listening "${registry#*:}"

step "A base"
base=${BASE_IMAGE:-}
if [ -z "$base" ]; then
  # What runtime-deps holds: libc, libstdc++, OpenSSL and certificates. The real base has no shell, and is a tenth of this one's size.
  base=$registry/base:1
  rootfs=${BASE_ROOTFS:-$work/rootfs}
  [ -d "$rootfs" ] || debootstrap --variant=minbase --include=libssl3,ca-certificates,libstdc++6,zlib1g bookworm "$rootfs" > "$work/debootstrap.log"
  tar -C "$rootfs" --exclude=./dev --exclude=./proc --exclude=./sys --exclude=./var/cache --exclude=./var/lib/apt -c . | podman import --quiet - "$base" >/dev/null
  podman push --quiet --tls-verify=false "$base"
  podman rmi "$base" >/dev/null
fi

step "An embedded registry to seed"
dotnet build src/SeedJob --output "$work/emulator" --verbosity quiet --nologo
port=$(free_port)
"$work/emulator/seed-job" emulator --port "$port" > "$work/emulator.log" &
children+=($!)
url=http://127.0.0.1:$port

step "The image"
dotnet publish src/SeedJob -t:PublishContainer -p:EmbeddedRegistry=false -p:ContainerBaseImage="$base" -p:ContainerRegistry="$registry" --nologo \
  > "$work/publish.log" || { cat "$work/publish.log"; exit 1; }
version=$(dotnet msbuild src/SeedJob -getProperty:Version)
image=$registry/seed-job:$version
podman pull --quiet --tls-verify=false "$image" >/dev/null
check "publishing gives no warning" is "$(grep -ci 'warning' "$work/publish.log")" 0
check "the image runs as a user other than root" is "$(podman image inspect --format '{{.User}}' "$image")" 1654:0
check "the image starts the seed job" is "$(podman image inspect --format '{{json .Config.Entrypoint}}' "$image")" '["/app/seed-job"]'
podman image inspect --format '{{json .Labels}}' "$image" > "$work/labels"
for label in title description version licenses vendor; do
  check "the image has the label $label" says "$work/labels" "\"org.opencontainers.image.$label\""
done
application=$(curl -sf -H 'Accept: application/vnd.oci.image.manifest.v1+json' "http://$registry/v2/seed-job/manifests/$version" | grep -o '"size":[0-9]*' | tail -n 1 | cut -d: -f2)
printf '        the layer of the seed job: %s bytes compressed\n' "$application"
check "the seed job's layer is below 8 MB" test "$application" -lt 8000000

container=$(podman create "$image")
podman cp "$container:/app/seed-job" "$work/seed-job"
podman rm "$container" >/dev/null
printf '        the seed job: %s bytes\n' "$(stat -c %s "$work/seed-job")"
check "the seed job is below 14.5 MB of native code" test "$(stat -c %s "$work/seed-job")" -lt 14500000

# As a ConfigMap is mounted: the files are links into ..data, itself a link that a change of the ConfigMap turns round.
config_map() {
  mkdir -p "$work/$1/..2026_01_01_00_00_00.000000000"
  cp "$2" "$work/$1/..2026_01_01_00_00_00.000000000/seed.yaml"
  ln -s ..2026_01_01_00_00_00.000000000 "$work/$1/..data"
  ln -s ..data/seed.yaml "$work/$1/seed.yaml"
}
config_map seeds samples/seeds/granite-3.1-8b-instruct-fp8.yaml
sed 's/owner:/ownr:/' samples/seeds/granite-3.1-8b-instruct-fp8.yaml > "$work/bad.yaml"
config_map bad-seeds "$work/bad.yaml"

# seed_job NAME SEEDS [podman options --] ARGUMENTS: leaves NAME.code, NAME.out (both outputs) and NAME.message (the termination message).
seed_job() {
  local name=$1 seeds=$2 code=0
  shift 2
  : > "$work/$name.message"
  chmod 666 "$work/$name.message"
  # --network=host: the registry is on loopback. ulimits: those that podman asks for by itself may be more than it may give.
  podman --runtime runc run --rm --name "seed-job-$$-$name" --network=host --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 \
    --read-only --read-only-tmpfs=false --tmpfs /tmp:rw,size=16m,mode=1777 --user "$user" --cap-drop=all --security-opt=no-new-privileges \
    --memory=64m --memory-swap=64m \
    --env MODEL_REGISTRY_URL="$url" --env SEED_PATHS=/etc/seeds --env SEED_WAIT=30s \
    --volume "$work/$seeds:/etc/seeds:ro" --volume "$work/$name.message:/dev/termination-log" \
    "$image" "$@" > "$work/$name.out" 2>&1 || code=$?
  echo "$code" > "$work/$name.code"
}
code() { cat "$work/$1.code"; }

step "First run"
until_listening "$port"
SECONDS=0
seed_job first seeds apply
check "it ends with 0" is "$(code first)" 0
sed 's/^/        /' "$work/first.out"
check "it says that it has created" says "$work/first.out" 'created'
check "the termination message says so too" says "$work/first.message" 'created'
check "the model is in the registry" says <(curl -sf "$url/api/model_registry/v1alpha3/registered_models") '"name":"Granite-3.1-8b-Instruct-FP8"'
before=$(curl -sf "$url/api/model_registry/v1alpha3/registered_models")

step "Second run"
seed_job second seeds apply
check "it ends with 0" is "$(code second)" 0
sed 's/^/        /' "$work/second.out"
check "it changes nothing" is "$(curl -sf "$url/api/model_registry/v1alpha3/registered_models")" "$before"
seed_job verify seeds verify
check "verify finds no difference" is "$(code verify)" 0

step "A large seed, within the same 64 MiB"
{
  printf 'formatVersion: 1\nmodels:\n'
  for i in $(seq 500); do
    printf '  - name: model-%d\n    labels: [large]\n    versions:\n      - name: v1\n        artifacts:\n          - name: weights\n            uri: s3://bucket/model-%d/\n' "$i" "$i"
  done
} > "$work/large.yaml"
config_map large-seeds "$work/large.yaml"
seed_job large large-seeds apply
check "it ends with 0" is "$(code large)" 0
check "it creates 500 models with a version and an artifact each" says "$work/large.message" '1500 created'
seed_job large-again large-seeds apply
check "the second run changes nothing" says "$work/large-again.message" '0 created, 0 updated, 0 archived, 1500 unchanged'

step "A bad seed"
seed_job bad bad-seeds apply
check "it ends with 3" is "$(code bad)" 3
check "the termination message names the place" says "$work/bad.message" 'seed.yaml:[0-9]*:[0-9]*: SEED'

step "No registry"
url=http://127.0.0.1:$(free_port) seed_job unavailable seeds apply --wait 1s
check "it ends with 4" is "$(code unavailable)" 4

step "SIGTERM"
url=http://127.0.0.1:$(free_port) seed_job stopped seeds apply --wait 300s &
stopped=$!
sleep 3
SECONDS=0
podman kill --signal TERM "seed-job-$$-stopped" >/dev/null
wait "$stopped"
check "it ends with 143" is "$(code stopped)" 143
check "it does so at once" test "$SECONDS" -lt 5

printf '\nContainer checks: %d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
