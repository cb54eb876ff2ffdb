#!/usr/bin/env bash
# Two threads against two processes of one thread each, side by side on the same two cores: rounds in turn, the median of
# their ratios. 1 means that threads stand in each other's way as little as processes do.
#   threads_and_processes.sh KREDSIM SCENARIO [ROUNDS] [REPLICATIONS]
set -euo pipefail
kredsim=$1 scenario=$2 rounds=${3:-9} replications=${4:-40}
out=$(mktemp -d)
trap 'rm -rf -- "$out"' EXIT

play() {  # cores, threads, replications, folder
  taskset -c "$1" "$kredsim" run "$scenario" --threads "$2" --replications "$3" --out "$out/$4" --force >/dev/null 2>&1
}
now() { date +%s%3N; }

for ((round = 1; round <= rounds; ++round)); do
  start=$(now)
  play 0,1 2 "$replications" both
  middle=$(now)
  play 0 1 $((replications / 2)) one &
  play 1 1 $((replications / 2)) other &
  wait
  end=$(now)
  echo "$((middle - start)) $((end - middle))"
done | awk '{ ratio[NR] = $2 / $1; print "two threads " $1 " ms, two processes " $2 " ms: " $2 / $1 }
            END { n = NR; for (i = 1; i <= n; ++i) for (j = i + 1; j <= n; ++j) if (ratio[j] < ratio[i]) { t = ratio[i]; ratio[i] = ratio[j]; ratio[j] = t }
                  print "median " ratio[int((n + 1) / 2)] }'
