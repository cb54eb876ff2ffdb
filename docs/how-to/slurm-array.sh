#!/bin/bash
# A template: one task of the array plays one shard of a plan. The plan says how many shards there are:
#
#   kredsim plan sweep.yaml --shards 100 --out plan
#   sbatch --array=1-100 slurm-array.sh plan
#   kredsim merge plan --out results          # names the shards that are missing, to be submitted again
#
#SBATCH --job-name=kredsim
#SBATCH --cpus-per-task=1
#SBATCH --mem-per-cpu=2G
#SBATCH --time=02:00:00
#SBATCH --requeue
exec "${KREDSIM:-kredsim}" run "$1" --threads "${SLURM_CPUS_PER_TASK:-1}"
