# Sourced by ./check: the stages of a check, the time of each, and one closing line with all tests counted.

tests_passed=0
tests_failed=0
tests_skipped=0

# stage NAME COMMAND...: runs it and says how long it took. A failed test does not end the check; anything else does.
stage() {
  local name=$1 begin=$SECONDS
  shift
  "$@"
  printf '%-12s %3d min %02d s\n' "$name" $(((SECONDS - begin) / 60)) $(((SECONDS - begin) % 60))
}

# Formatting is checked where Debian 12's clang-format is; other versions lay out the same style differently.
check_format() {
  local version
  version=$(clang-format --version 2>/dev/null | sed -n 's/.*version \([0-9]*\)\..*/\1/p') || true
  if [ "$version" != 14 ]; then
    echo "format: left out (clang-format 14 is not installed)"
    return
  fi
  tools/format --check
}

# The thread sanitizer of GCC 12 cannot map its memory where the kernel spreads addresses over more than 30 bits: from
# here on everything runs at addresses that are not spread.
plain_addresses() {
  if [ "$(cat /proc/sys/vm/mmap_rnd_bits 2>/dev/null || echo 28)" -gt 30 ] && setarch -R true 2>/dev/null; then
    run_by=(setarch -R)
  fi
}

# run_tests PRESET [CTEST ARGUMENTS]: runs them on all cores, counts them, and names what failed or was skipped.
run_tests() {
  local preset=$1 log=build/log/$1-tests.log report=$PWD/build/log/$1-tests.xml count
  shift
  rm -f "$report"
  "${run_by[@]}" ctest --preset "$preset" --parallel "$(nproc)" --output-junit "$report" "$@" >"$log" 2>&1 </dev/null || true
  if [ ! -s "$report" ]; then
    tail -n 40 "$log" >&2
    echo "ctest could not run the tests of $preset (the whole log: $log)" >&2
    exit 1
  fi
  count=$(sed -n 's/^\ttests="\([0-9]*\)".*/\1/p' "$report")
  local failed skipped
  failed=$(grep -c 'status="fail"' "$report" || true)
  skipped=$(grep -c '<skipped ' "$report" || true)
  if [ "$count" -eq 0 ]; then
    echo "No test of $preset was run (see $log)" >&2
    exit 1
  fi
  tests_failed=$((tests_failed + failed))
  tests_skipped=$((tests_skipped + skipped))
  tests_passed=$((tests_passed + count - failed - skipped))
  name_skipped "$report"
  if [ "$failed" -gt 0 ]; then
    sed -n '/^The following tests FAILED/,$p' "$log"
    echo "What they said: $log"
  fi
}

# One line for each reason, one for each test that was skipped for it.
name_skipped() {
  sed -n -e 's/^\t<testcase name="\([^"]*\)".*/\1/;t keep' -e 's/.*SKIPPED: /  /;t reason' -e b \
    -e ':keep' -e h -e b -e ':reason' -e 'x;s/^/skipped: /;G;s/\n/:/;p' "$1" |
    sed -e "s/&apos;/'/g" -e 's/&quot;/"/g' -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&amp;/\&/g'
}

closing_line() {
  echo "$tests_passed passed, $tests_failed failed, $tests_skipped skipped"
  if [ $tests_failed -gt 0 ]; then exit 1; fi
}
