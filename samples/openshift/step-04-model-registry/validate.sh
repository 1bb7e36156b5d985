#!/usr/bin/env bash
# Checks a deployed registry from top to bottom; changes nothing. Prints one line for each check, and why one failed.
#   ./validate.sh
# Ends with 0 when every check has passed, else with 1.
set -uo pipefail

namespace=rhoai-model-registries
registry=private-ai-registry
model=Granite-3.1-8b-Instruct-FP8
port=${PORT:-18080}   # on this machine, for as long as the script runs
failed=0
forwarded=$(mktemp)

# check WHAT COMMAND...: what the command prints is the reason, should it fail.
check() {
  local what=$1 said
  shift
  if said=$("$@" 2>&1); then
    printf 'ok      %s\n' "$what"
  else
    printf 'FAILED  %s\n' "$what"
    printf '%s\n' "${said:-no reason was given}" | tail -n 5 | sed 's/^/        /'
    failed=1
  fi
}

get() { oc get -n "$namespace" "$@"; }

# has_condition OBJECT TYPE: the condition is True; if not, all conditions are the reason.
has_condition() {
  local conditions
  conditions=$(get "$1" -o 'jsonpath={range .status.conditions[*]}{.type}={.status} {.reason} {.message}{"\n"}{end}') &&
    grep -q "^$2=True" <<< "$conditions" || { printf '%s\n' "${conditions:-it has no conditions}"; return 1; }
}

is_bound() {
  local phase
  phase=$(get "$1" -o 'jsonpath={.status.phase}') &&
    [ "$phase" = Bound ] || { printf '%s\n' "${phase:+it is $phase: oc describe $1 -n $namespace}"; return 1; }
}

check "the registry is Available" has_condition "modelregistry.modelregistry.opendatahub.io/$registry" Available
check "the database's volume is bound" is_bound persistentvolumeclaim/model-registry-db-pvc
check "the database answers" \
  oc exec -n "$namespace" deployment/model-registry-db -- \
  sh -c 'MYSQL_PWD="$MYSQL_PASSWORD" mysql -h 127.0.0.1 -u "$MYSQL_USER" -e "SHOW TABLES" "$MYSQL_DATABASE"'
check "the seed job has completed" has_condition job/model-registry-seed Complete
check "the registry's ports are closed to others by a NetworkPolicy" \
  get "networkpolicy/$registry-internal-access"
check "the database is closed to others by a NetworkPolicy" \
  get networkpolicy/model-registry-db-access

# An "oc run" pod would be turned away by the NetworkPolicy, as it should be. A port-forward ends inside the registry's own pod.
oc port-forward -n "$namespace" "deployment/$registry" "$port:8080" > "$forwarded" 2>&1 &
forward=$!
trap 'kill "$forward" 2>/dev/null; rm -f "$forwarded"' EXIT
api=http://localhost:$port/api/model_registry/v1alpha3

# What the API responds; what the port-forward has to say is a part of the reason when it does not.
ask() {
  curl -sSf --retry "${RETRIES:-10}" --retry-delay 1 --retry-connrefused --max-time 30 "$@" ||
    { printf '\n'; cat "$forwarded"; return 1; }
}

is_live() {
  local response
  response=$(ask -G --data-urlencode "name=$1" "$api/registered_model" 2>&1) &&
    grep -q '"state":"LIVE"' <<< "$response" || { printf 'the registry says: %s\n' "$response"; return 1; }
}

check "the registry's API answers" ask "$api/registered_models?pageSize=1"
check "the model $model is registered and live" is_live "$model"

exit "$failed"
