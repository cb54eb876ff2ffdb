#!/bin/bash
# The template for GNU parallel, for real: a shard is killed half-way and tried again.
. "$(dirname "$0")/fixture.sh"
trap 'rm -rf "$work"' EXIT
command -v parallel >/dev/null || skip "GNU parallel is not installed (package parallel)"
write_sweep
cd "$work"
"$kredsim" plan sweep.yaml --shards 6 --out plan

# Shard 3 dies the first time, by the hardest of signals, while it plays.
cat >once.sh <<END
#!/bin/bash
case "\$*" in
  *" 3/6 "*) if mkdir "$work/killed" 2>/dev/null; then exec timeout -s KILL 0.05 "$kredsim" "\$@"; fi ;;
esac
exec "$kredsim" "\$@"
END
chmod +x once.sh
KREDSIM=$work/once.sh JOBS=2 "$source/docs/how-to/gnu-parallel.sh" plan 6
[ -d killed ] || fail "no shard was killed"
merge_and_compare
