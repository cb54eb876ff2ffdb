# Sourced by the tests of this folder: a folder of their own, a sweep over a small kreds, and what it must give.
set -euo pipefail
kredsim=$1 source=$2
work=$(mktemp -d)

skip() {
  echo "SKIPPED: $1"
  exit 77
}

fail() {
  echo "FAILED: $1" >&2
  exit 1
}

# The small kreds of the other tests, in slow motion: shards of a second or so, so that one can be killed half-way.
write_sweep() {
  sed -n '/R"(/,/^)";/p' "$source/tests/property/engine/small_kreds.hpp" | sed -e '1s/.*R"(//' -e '$d' >"$work/small.yaml"
  cat >"$work/sweep.yaml" <<END
kredsim_sweep: 1
base: small.yaml
set: { period.length: 26 weeks }
factors:
  cars: { key: "force.response.roster[0].cars.nord", values: [1, 2] }
  robberies: { key: incidents.robbery.per_day, values: [2, 4] }
replications: ${1:-20}
best: { measure: response_s, statistic: mean }
END
}

same_results() {
  local file
  for file in sweep.csv points.csv best.csv results.sqlite base.resolved.yaml sweep.yaml stress-des.md; do
    cmp "$1/$file" "$2/$file" || fail "$file of $1 and $2 differ"
  done
}

merge_and_compare() {
  cd "$work"
  "$kredsim" merge plan --out merged
  "$kredsim" sweep sweep.yaml --out whole
  same_results merged whole
  echo "the bytes of the single-machine run"
}
