#!/usr/bin/env bash
# Writes scenarios/slf/ensemble anew: for each number of cars and each dispatcher's time the driven speed at which the mean
# response of the published types is 12:36. docs/validation.md says why and what came out.
#
#     tools/fit_ensemble.sh [PATH OF kredsim] [THREADS]
#
# Response is a + b / speed to a good approximation: two runs give a and b, a third corrects a, the last one is reported.
set -euo pipefail
cd "$(dirname "$0")/.."
kredsim=${1:-build/release/analysis/cli/kredsim}
threads=${2:-0}
base=scenarios/slf/2017.yaml
target=756 # seconds: 12:36
quick=8    # replications of the first three runs
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# day / evening / night: which stations lose cars first is an assumption
roster() {
  local day evening night
  case $1 in
    57)
      day="{ naestved: 5, slagelse: 5, nykoebing_f: 4, nakskov: 2, vordingborg: 3 }"
      evening="{ naestved: 6, slagelse: 5, nykoebing_f: 5, nakskov: 3, vordingborg: 3 }"
      night="{ naestved: 5, slagelse: 4, nykoebing_f: 4, nakskov: 1, vordingborg: 2 }"
      ;;
    50)
      day="{ naestved: 4, slagelse: 4, nykoebing_f: 4, nakskov: 2, vordingborg: 2 }"
      evening="{ naestved: 5, slagelse: 5, nykoebing_f: 5, nakskov: 2, vordingborg: 3 }"
      night="{ naestved: 4, slagelse: 4, nykoebing_f: 3, nakskov: 1, vordingborg: 2 }"
      ;;
    43)
      day="{ naestved: 4, slagelse: 3, nykoebing_f: 3, nakskov: 2, vordingborg: 2 }"
      evening="{ naestved: 5, slagelse: 4, nykoebing_f: 4, nakskov: 2, vordingborg: 2 }"
      night="{ naestved: 4, slagelse: 3, nykoebing_f: 3, nakskov: 1, vordingborg: 1 }"
      ;;
  esac
  cat <<END
      - { shift: day, from: "07:00", length: 8 h, weekdays: every day, cars: $day }
      - { shift: evening, from: "15:00", length: 8 h, weekdays: every day, cars: $evening }
      - { shift: night, from: "23:00", length: 8 h, weekdays: every day, cars: $night }
      - { shift: weekend night, from: "20:00", length: 8 h, weekdays: [fri, sat], cars: { naestved: 2, slagelse: 2, nykoebing_f: 1, vordingborg: 1 } }
END
}

per_cent() { awk -v f="$1" -v m="$2" 'BEGIN { printf "%.1f %%", f * m }'; }

# cars, dispatcher's seconds, speed in per cent -> the overlay
overlay() {
  cat <<END
# Written by tools/fit_ensemble.sh: one of the sets of inputs that agree with the published 12:36 (docs/validation.md).
kredsim: 1
title:
  da: Kredsen 2017, $1 vogne i døgnet, $2 s hos disponenten, kørt hastighed $(per_cent "$3" 1)
  en: The kreds in 2017, $1 cars a day, $2 s at the dispatcher's, driven speed $(per_cent "$3" 1)
extends: ../2017.yaml
driving:
  emergency:
    source: "fitted to 12:36 (docs/validation.md)"
    factor: $(per_cent "$3" 1)
    by_class: { motorway: $(per_cent "$3" 1.15), motor_road: $(per_cent "$3" 1.10), primary: $(per_cent "$3" 1.15), secondary: $(per_cent "$3" 1.10) }
control_centre:
  dispatch:
    source: "one of three values tried with 12:36: assumption"
    handling: { distribution: lognormal, mean: $2 s, sd: $(($2 * 2 / 3)) s }
force:
  response:
    source: "one of three values tried with 12:36: assumption"
    roster:
$(roster "$1")
END
}

# file, replications -> mean response in seconds, half the width of its interval
response() {
  "$kredsim" run "$1" --replications "$2" --threads "$threads" --out "$work/out" --force > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  awk -F, '$1 == "response_s" && $2 == "mean" && $3 == "published" && $4 == "all" && $5 == "all" && $7 == "all" { print $8, $9 == "" ? 0 : ($10 - $9) / 2 }' "$work/out/estimates.csv"
}

folder=scenarios/slf/ensemble
mkdir -p "$folder"
for cars in 57 50 43; do
  for seconds in 60 90 120; do
    file=$folder/cars-$cars-dispatcher-${seconds}s.yaml
    at() { overlay $cars $seconds "$1" > "$file" && response "$file" "$2"; }
    read -r slow _ < <(at 70 $quick)
    read -r fast _ < <(at 90 $quick)
    speed=$(awk -v r1="$slow" -v r2="$fast" -v t=$target 'BEGIN { b = (r1 - r2) / (1 / 70 - 1 / 90); printf "%.2f", b / (t - r1 + b / 70) }')
    read -r middle _ < <(at "$speed" $quick)
    speed=$(awk -v r1="$slow" -v r2="$fast" -v m="$middle" -v f="$speed" -v t=$target 'BEGIN { b = (r1 - r2) / (1 / 70 - 1 / 90); printf "%.1f", b / (t - m + b / f) }')
    read -r mean half < <(at "$speed" 20)
    echo "$cars cars, $seconds s: driven speed $speed % makes $mean s +- $half"
  done
done
