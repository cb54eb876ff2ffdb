#!/bin/bash
# A template: plays the shards 1 to N of a plan with GNU parallel, on this machine or, with --sshloginfile, on many that
# share its folder. A shard that failed is tried twice more; what is there already takes no time.
#
#   kredsim plan sweep.yaml --shards 100 --out plan
#   gnu-parallel.sh plan 100
#   kredsim merge plan --out results
set -euo pipefail
plan=$1 shards=$2
shift 2
seq "$shards" | parallel --retries 3 --jobs "${JOBS:-100%}" "$@" "${KREDSIM:-kredsim}" run "$plan" --shard "{}/$shards" --threads 1
