#!/usr/bin/env bash
# Deploys the registry, seeds it, and says how that went.
#   ./deploy.sh [demo|internal|secured]
# Ends with 0 when the seed job has completed, with 1 when anything has failed or took too long. Safe to run again.
set -euo pipefail

overlay=${1:-demo}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
namespace=rhoai-model-registries
timeout=${TIMEOUT:-900}   # seconds, for each thing that is waited for
interval=${INTERVAL:-5}   # seconds between two looks
# The kinds of which one overlay has objects and another has not.
ours=service,serviceaccount,configmap,job.batch,networkpolicy.networking.k8s.io
ours+=,role.rbac.authorization.k8s.io,rolebinding.rbac.authorization.k8s.io

step() { printf '\n== %s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# until_true WHAT COMMAND...: looks again and again until the command succeeds or the time is up.
until_true() {
  local what=$1 deadline=$((SECONDS + timeout))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || fail "$what: not within $timeout s"
    sleep "$interval"
  done
}

# The pod of a job's last try.
last_pod() {
  oc get pods -n "$namespace" -l "job-name=$1" --sort-by=.metadata.creationTimestamp -o name | tail -n 1
}

# What the job has left in its pod's status: on success and on failure alike.
summary() {
  local pod
  pod=$(last_pod "$1")
  [ -z "$pod" ] || oc get -n "$namespace" "$pod" -o jsonpath='{.status.containerStatuses[0].state.terminated.message}{"\n"}'
}

# "oc wait --for=condition=complete" would sit out the time on a job that has failed, so look for both ends.
wait_for_job() {
  local job=$1 deadline=$((SECONDS + timeout + 900)) ended
  while true; do
    ended=$(oc get job "$job" -n "$namespace" \
      -o jsonpath='{range .status.conditions[?(@.status=="True")]}{.type}={.reason}{"\n"}{end}' 2>/dev/null) || ended=
    case "$ended" in
      *Complete=*) return 0 ;;
      *Failed=*) printf '%s\n' "$ended" | sed -n 's/^Failed=/reason: /p' >&2; return 1 ;;
    esac
    [ "$SECONDS" -lt "$deadline" ] || { echo 'reason: still running, the time is up' >&2; return 1; }
    sleep "$interval"
  done
}

# What another overlay has left behind is more than untidy: by what "demo" has, the database's Secret can be changed.
delete_leftovers() {
  local wanted found leftovers
  wanted=$(oc create -k "$1" --dry-run=client -o name | sort) || fail "overlay $1 can't be read"
  [ -n "$wanted" ] || fail "overlay $1 is empty"
  found=$(oc get -n "$namespace" "$ours" \
    -l app.kubernetes.io/part-of=private-ai-registry -o name | sort) || fail "what is deployed can't be listed"
  leftovers=$(comm -13 <(printf '%s\n' "$wanted") <(printf '%s\n' "$found"))
  # One a line, and no name has a blank.
  # shellcheck disable=SC2086
  [ -z "$leftovers" ] || oc delete -n "$namespace" --ignore-not-found $leftovers
}

has_passwords() {
  [ -n "$(oc get secret model-registry-db-creds -n "$namespace" -o 'jsonpath={.data.database-password}' 2>/dev/null)" ] &&
    [ -n "$(oc get secret model-registry-db-creds -n "$namespace" -o 'jsonpath={.data.database-root-password}' 2>/dev/null)" ]
}

case "$overlay" in
  demo | internal | secured) ;;
  *) fail "no overlay '$overlay': give demo, internal or secured" ;;
esac

step "Prerequisites"
command -v oc >/dev/null || fail "oc is not installed"
oc whoami >/dev/null 2>&1 || fail "not logged in: run 'oc login'"
oc get crd modelregistries.modelregistry.opendatahub.io >/dev/null 2>&1 ||
  fail "no ModelRegistry CRD: set spec.components.modelregistry.managementState to Managed in the DataScienceCluster"
until_true "namespace $namespace, which OpenShift AI makes" oc get namespace "$namespace"
if [ "$overlay" != demo ] && ! has_passwords; then
  fail "Secret model-registry-db-creds has no passwords: see 'Passwords' in the README"
fi

step "Apply overlays/$overlay"
# A job's template can't be changed: the old ones go first.
oc delete job model-registry-seed model-registry-db-creds -n "$namespace" --ignore-not-found
oc apply -k "$here/overlays/$overlay"
# Another overlay's objects, and the ConfigMaps of earlier seeds, which have names of their own.
delete_leftovers "$here/overlays/$overlay"

if [ "$overlay" = demo ]; then
  step "Passwords"
  wait_for_job model-registry-db-creds || fail "the passwords were not made: oc logs job/model-registry-db-creds -n $namespace"
fi

step "Database"
oc rollout status deployment/model-registry-db -n "$namespace" --timeout="${timeout}s"

step "Registry"
oc wait modelregistry.modelregistry.opendatahub.io/private-ai-registry -n "$namespace" \
  --for=condition=Available --timeout="${timeout}s"

step "Seed"
if wait_for_job model-registry-seed; then
  summary model-registry-seed
else
  summary model-registry-seed >&2
  fail "the seed job has failed: oc logs job/model-registry-seed -n $namespace"
fi
