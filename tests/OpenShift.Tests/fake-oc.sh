#!/usr/bin/env bash
# Stands in for oc in the tests of the scripts: notes each call, and answers as a cluster would that is in the state
# which the environment describes.
printf '%s\n' "$*" >> "$OC_CALLS"
case "$*" in
  'get job model-registry-seed '*) printf '%b' "$OC_SEED_JOB" ;;
  'create -k '*' --dry-run=client -o name') printf '%b' "$OC_WANTED" ;;
  'get -n rhoai-model-registries '*' -l app.kubernetes.io/part-of=private-ai-registry -o name') printf '%b' "$OC_FOUND" ;;
  'get -n rhoai-model-registries '*'jsonpath={range .status.conditions'*) printf '%b' "$OC_CONDITIONS" ;;
  'get -n rhoai-model-registries '*'jsonpath={.status.phase}') printf '%s' "$OC_PHASE" ;;
  'exec '*) printf '%s' "$OC_DATABASE" >&2; [ -z "$OC_DATABASE" ]; exit ;;
  'get job model-registry-db-creds '*) printf 'Complete=\n' ;;
  'get secret'[\ /]'model-registry-db-creds '*) printf '%s' "$OC_PASSWORD" ;;
  'get pods '*) printf 'pod/first-try\npod/last-try\n' ;;
  *pod/last-try*) printf '%s\n' "$OC_SUMMARY" ;;
esac
