#!/usr/bin/env bash
# Computes every figure of docs/validation.md and writes them into it, between the lines `<!-- NAME -->` and `<!-- /NAME -->`.
# The ensemble itself is written by tools/fit_ensemble.sh.
#
#     tools/validation_figures.sh [PATH OF kredsim] [OpenStreetMap EXTRACT AND ADDRESSES OF BORNHOLM] [THREADS]
#
# The second argument is a folder with bornholm-highways.osm.pbf and bornholm_addresses.csv; without it the figures of Bornholm stay as
# they are. KREDSIM_FIGURES=sheet,ensemble,... computes only those.
set -euo pipefail
cd "$(dirname "$0")/.."
kredsim=${1:-build/release/analysis/cli/kredsim}
extract=${2:-}
threads=${3:-0}
wanted=,${KREDSIM_FIGURES:-sheet,ensemble,causes,shape,effect,bornholm},
page=docs/validation.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The block of that name becomes what comes in.
fill() {
  cat > "$work/$1.md"
  awk -v name="$1" -v file="$work/$1.md" '
    $0 == "<!-- " name " -->" { print; while ((getline line < file) > 0) print line; skip = 1 }
    $0 == "<!-- /" name " -->" { skip = 0 }
    !skip' "$page" > "$work/page" && cat "$work/page" > "$page"
  echo "$1: written"
}

run() { # SCENARIO NAME [MORE ...]
  local scenario=$1 name=$2
  shift 2
  "$kredsim" run "$scenario" --threads "$threads" --out "$work/$name" "$@" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
}

# value, low, high of one statistic of the response of published causes in the whole district
figure() { # NAME STATISTIC
  awk -F, -v s="$2" '$1 == "response_s" && $2 == s && $3 == "published" && $4 == "all" && $5 == "all" && $6 == "all" && $7 == "all" { print $8, $9, $10 }' "$work/$1/estimates.csv"
}

clock() { awk -v s="$1" 'BEGIN { s = int(s + 0.5); printf "%d:%02d", s / 60, s % 60 }'; }
per_cent() { awk -v p="$1" 'BEGIN { printf "%.1f %%", 100 * p }'; }
mean_of() { read -r v l h < <(figure "$1" mean) && echo "$(clock "$v") ($(clock "$l") to $(clock "$h"))"; }

# One simulated period after the other: mean, spread, where 95 % of them lie, and how many tasks they have.
periods() { # NAME
  sqlite3 -separator ' ' "$work/$1/results.sqlite" "select value from replications where measure = 'response_s' and statistic = 'mean' and type = 'published' and area = 'all' order by value" |
    awk '{ v[NR] = $1; s += $1; q += $1 * $1 } END { m = s / NR; print m, sqrt((q - NR * m * m) / (NR - 1)), v[int(0.025 * (NR - 1) + 1.5)], v[int(0.975 * (NR - 1) + 1.5)], NR }'
}
tasks() { sqlite3 "$work/$1/results.sqlite" "select round(avg(value)) from replications where measure = 'incidents' and statistic = 'count' and type = 'published' and area = 'all'" | sed 's/\.0$//'; }

if [[ $wanted == *,sheet,* ]]; then
  "$kredsim" validate --cases tests/statistical/cases --threads "$threads" 2> /dev/null > "$work/sheet" || true
  { echo '```text'; sed 's/ *$//' "$work/sheet"; echo '```'; } | fill sheet
fi

if [[ $wanted == *,ensemble,* ]]; then
  {
    echo "| cars a day | dispatcher | driven speed | mean response (simulation precision) |"
    echo "|---|---|---|---|"
    for file in scenarios/slf/ensemble/*.yaml; do
      name=$(basename "$file" .yaml)
      run "$file" "$name" --replications 20
      read -r cars seconds < <(echo "$name" | sed 's/cars-\([0-9]*\)-dispatcher-\([0-9]*\)s/\1 \2/')
      echo "| $cars | $seconds s | $(awk '$1 == "factor:" { print $2, $3 }' "$file") | $(mean_of "$name") |"
    done
  } > "$work/table"
  fill ensemble < "$work/table"
fi

if [[ $wanted == *,causes,* ]]; then
  {
    echo "| definition | tasks a year | driven speed | mean response (simulation precision) | one year: standard deviation |"
    echo "|---|---|---|---|---|"
    for name in 2017 2017-fifteen-causes; do
      run scenarios/slf/$name.yaml $name
      read -r _ sd _ < <(periods $name)
      speed=$(awk '$1 == "emergency:" { at = 1 } at && $1 == "factor:" { print $2, $3; exit }' scenarios/slf/$name.yaml)
      echo "| $([[ $name == 2017 ]] && echo six causes || echo fifteen causes) (\`$name.yaml\`) | $(tasks $name) | $speed | $(mean_of $name) | $(awk -v s="$sd" 'BEGIN { printf "%.0f s", s }') |"
    done
  } > "$work/table"
  fill causes < "$work/table"
fi

if [[ $wanted == *,shape,* ]]; then
  {
    echo "| of the mean | within 0.54 | within 1.07 |"
    echo "|---|---|---|"
    echo "| national, 2009: mean 9:20 | 28 % | 64 % |"
    for name in 2017 2017-fifteen-causes; do
      [ -d "$work/$name" ] || run scenarios/slf/$name.yaml $name
      read -r mean _ < <(figure $name mean)
      low=$(awk -v m="$mean" 'BEGIN { printf "%.0f", 0.54 * m }')
      high=$(awk -v m="$mean" 'BEGIN { printf "%.0f", 1.07 * m }')
      run scenarios/slf/$name.yaml $name-shape --set "results.targets=[$low s, $high s]"
      read -r short _ < <(figure $name-shape "share_within_${low}s")
      read -r long _ < <(figure $name-shape "share_within_${high}s")
      echo "| \`$name.yaml\`: mean $(clock "$mean") | $(per_cent "$short") | $(per_cent "$long") |"
    done
  } > "$work/table"
  fill shape < "$work/table"
fi

if [[ $wanted == *,effect,* ]]; then
  "$kredsim" compare scenarios/slf/2017.yaml scenarios/slf/one-more-car.yaml --threads "$threads" 2> /dev/null > "$work/effect"
  { echo '```text'; sed 's/ *$//' "$work/effect"; echo '```'; } | fill effect
fi

if [[ $wanted == *,bornholm,* && -n $extract ]]; then
  "$kredsim" network import "$extract/bornholm-highways.osm.pbf" --addresses "$extract/bornholm_addresses.csv" --out "$work/network" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  run scenarios/bornholm/2017.yaml bornholm --network "$work/network"
  read -r mean sd low high years < <(periods bornholm)
  {
    echo "The simulated mean is $(mean_of bornholm); single simulated years lie between **$(clock "$low") and $(clock "$high")** (95 % of $years years of $(tasks bornholm) tasks each; standard deviation $(awk -v s="$sd" 'BEGIN { printf "%.0f", s }') s)."
    echo
    echo "| published | against the one-year prediction interval |"
    echo "|---|---|"
    for said in "2017:570" "2008 (January to September):661"; do
      seconds=${said##*:}
      echo "| ${said%:*}: $(clock "$seconds") | $(awk -v v="$seconds" -v l="$low" -v h="$high" 'BEGIN { if (v < l) printf "**outside**: %.0f s below its lower end", l - v; else if (v > h) printf "**outside**: %.0f s above its upper end", v - h; else printf "inside" }') |"
    done
  } > "$work/table"
  fill bornholm < "$work/table"
fi
