#!/usr/bin/env bash
# Stands in for oc in the tests of the scripts: notes each call, and answers as a cluster would that is in the state
# which the environment describes.
printf '%s\n' "$*" >> "$OC_CALLS"
case "$*" in
  'get job model-registry-seed '*) printf '%b' "$OC_SEED_JOB" ;;
  'get job model-registry-db-creds '*) printf 'Complete=\n' ;;
  'get secret'[\ /]'model-registry-db-creds '*) printf '%s' "$OC_PASSWORD" ;;
  'get pods '*) printf 'pod/first-try\npod/last-try\n' ;;
  *pod/last-try*) printf '%s\n' "$OC_SUMMARY" ;;
esac
