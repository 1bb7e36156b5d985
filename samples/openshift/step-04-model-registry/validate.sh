#!/usr/bin/env bash
# Checks a deployed registry from top to bottom; changes nothing. Prints one line for each check.
#   ./validate.sh
# Ends with 0 when every check has passed, else with 1.
set -uo pipefail

namespace=rhoai-model-registries
registry=private-ai-registry
model=Granite-3.1-8b-Instruct-FP8
port=${PORT:-18080}   # on this machine, for as long as the script runs
failed=0

check() {
  local what=$1
  shift
  if "$@" >/dev/null 2>&1; then
    printf 'ok      %s\n' "$what"
  else
    printf 'FAILED  %s\n' "$what"
    failed=1
  fi
}

is() { [ "$1" = "$2" ]; }
get() { oc get -n "$namespace" "$@" 2>/dev/null; }

check "the registry is Available" \
  is "$(get modelregistry.modelregistry.opendatahub.io "$registry" -o 'jsonpath={.status.conditions[?(@.type=="Available")].status}')" True
check "the database's volume is bound" \
  is "$(get pvc model-registry-db-pvc -o 'jsonpath={.status.phase}')" Bound
check "the database answers" \
  oc exec -n "$namespace" deployment/model-registry-db -- \
  sh -c 'MYSQL_PWD="$MYSQL_PASSWORD" mysql -h 127.0.0.1 -u "$MYSQL_USER" -e "SHOW TABLES" "$MYSQL_DATABASE"'
check "the seed job has completed" \
  is "$(get job model-registry-seed -o 'jsonpath={.status.conditions[?(@.type=="Complete")].status}')" True
check "the registry's ports are closed to others by a NetworkPolicy" \
  get networkpolicy "$registry-internal-access"
check "the database is closed to others by a NetworkPolicy" \
  get networkpolicy model-registry-db-access

# An "oc run" pod would be turned away by the NetworkPolicy, as it should be. A port-forward ends inside the registry's own pod.
oc port-forward -n "$namespace" "deployment/$registry" "$port:8080" >/dev/null 2>&1 &
forward=$!
trap 'kill "$forward" 2>/dev/null' EXIT
api=http://localhost:$port/api/model_registry/v1alpha3

answers() { curl -sf --retry 10 --retry-delay 1 --retry-connrefused --max-time 30 "$@"; }
check "the registry's API answers" answers "$api/registered_models?pageSize=1"
check "the model $model is registered and live" \
  grep -q '"state":"LIVE"' <(answers -G --data-urlencode "name=$model" "$api/registered_model")

exit "$failed"
