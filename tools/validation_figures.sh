#!/usr/bin/env bash
# The figures of docs/validation.md: the sheet of known answers, the kreds against 12:36, its shape, what one car more does over
# the ensemble, and Bornholm. The ensemble itself is written by tools/fit_ensemble.sh.
#
#     tools/validation_figures.sh [PATH OF kredsim] [FOLDER OF AN IMPORT OF BORNHOLM]
set -euo pipefail
cd "$(dirname "$0")/.."
kredsim=${1:-build/release/analysis/cli/kredsim}
bornholm=${2:-scenarios/districts/bornholm/network}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One simulated period after the other: mean, spread, and where 95 % of them lie.
periods() {
  sqlite3 -separator ' ' "$work/$1/results.sqlite" \
    "select value from replications where measure = 'response_s' and statistic = 'mean' and type = 'published' and area = 'all' order by value" |
    awk '{ v[NR] = $1; s += $1; q += $1 * $1 } END { m = s / NR; printf "  single periods: mean %.0f s, standard deviation %.1f s, 95 %% of %d between %.0f and %.0f s\n", m, sqrt((q - NR * m * m) / (NR - 1)), NR, v[int(0.025 * (NR - 1) + 1.5)], v[int(0.975 * (NR - 1) + 1.5)] }'
}

echo "== known answers"
"$kredsim" validate 2> /dev/null | tail -1
echo "== the kreds in 2017"
for name in 2017 2017-fifteen-causes; do
  "$kredsim" run scenarios/slf/$name.yaml --out "$work/$name" > /dev/null 2>&1
  echo "$name: $(awk -F, '$1 == "response_s" && $2 == "mean" && $3 == "published" && $4 == "all" && $5 == "all" { print $8 " s (" $9 " to " $10 ")" }' "$work/$name/estimates.csv")"
  periods $name
done
mean=$(awk -F, '$1 == "response_s" && $2 == "mean" && $3 == "published" && $4 == "all" && $5 == "all" { print $8 }' "$work/2017/estimates.csv")
low=$(awk -v m="$mean" 'BEGIN { printf "%.0f", 0.54 * m }')
high=$(awk -v m="$mean" 'BEGIN { printf "%.0f", 1.07 * m }')
echo "== its shape: share within 0.54 and 1.07 of the mean ($low s, $high s)"
"$kredsim" run scenarios/slf/2017.yaml --set "results.targets=[$low s, $high s]" --out "$work/shape" > /dev/null 2>&1
awk -F, '$1 == "response_s" && $2 ~ /^share_within/ && $3 == "published" && $4 == "all" && $5 == "all" { print "  " $2 ": " $8 " (" $9 " to " $10 ")" }' "$work/shape/estimates.csv"
echo "== one car more, over the ensemble"
"$kredsim" compare scenarios/slf/2017.yaml scenarios/slf/one-more-car.yaml 2> /dev/null | head -14
echo "== Bornholm"
"$kredsim" run scenarios/bornholm/2017.yaml --network "$bornholm" --out "$work/bornholm" > /dev/null 2>&1
periods bornholm
