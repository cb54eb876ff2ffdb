# Sourced by ./demo and ./check from the project's root: makes sure that the Debian packages of tools/packages.txt are there.
#
#   set_up demo          what building and running takes
#   set_up demo check    the same and what the tests take
#   set_up_web           the npm packages of the pages' front end
#   set_up_browser_tests those of the browser tests
#
# Nothing missing: nothing is done and the network is not touched. As root, only what is missing is installed, without a
# question. Otherwise the one line that installs it is printed, and the script ends with status 1.

missing_packages() {
  local package purpose rest wanted installed
  installed=$(dpkg-query -W -f='${db:Status-Abbrev} ${binary:Package}\n' 2>/dev/null | sed -n 's/^ii  *\([^:]*\).*/\1/p')
  while IFS='|' read -r package purpose rest; do
    package=${package//[[:space:]]/}
    purpose=${purpose//[[:space:]]/}
    case $package in '' | '#'*) continue ;; esac
    if [ "$package" = npm ] && command -v npm >/dev/null; then continue; fi # another Node.js than Debian's will do
    for wanted in "$@"; do
      if [ "$purpose" = "$wanted" ] && ! grep -qxF -- "$package" <<<"$installed"; then
        printf '%s\n' "$package"
      fi
    done
  done <tools/packages.txt | sort -u
}

set_up() {
  local -a packages
  if ! command -v dpkg-query >/dev/null; then
    echo "kredsim is built and tested on Debian 12; this is another system. The packages it takes: tools/packages.txt" >&2
    return 0
  fi
  mapfile -t packages < <(missing_packages "$@")
  if [ ${#packages[@]} -eq 0 ]; then return 0; fi
  if [ "$(id -u)" -ne 0 ]; then
    echo "sudo apt update && sudo apt install --no-install-recommends ${packages[*]}"
    exit 1
  fi
  echo "Installing: ${packages[*]}"
  mkdir -p build
  if ! { apt-get update &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}"; } \
    >build/apt.log 2>&1 </dev/null; then
    tail -n 20 build/apt.log >&2
    echo "The packages could not be installed (the whole log: build/apt.log)." >&2
    exit 1
  fi
}

# npm_packages FROM INTO: those of the lock file in FROM, into INTO. Nothing is asked of the network while the lock file is
# the one they came by.
npm_packages() {
  local from=$1 into=$2 log
  log=build/log/npm-$(basename "$into").log
  if [ -e "$into/installed" ] && cmp -s "$from/package-lock.json" "$into/installed"; then return 0; fi
  mkdir -p "$into" build/log
  cp "$from/package.json" "$from/package-lock.json" "$from/.npmrc" "$into/"
  if ! (cd "$into" && npm ci --ignore-scripts --no-audit --no-fund) >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    echo "The npm packages of $from could not be fetched (the whole log: $log)." >&2
    exit 1
  fi
  cp "$from/package-lock.json" "$into/installed"
}

# Those of the pages' front end.
set_up_web() {
  mkdir -p build/web
  ln -sfn ../../analysis/report/web/src build/web/src
  ln -sfn ../../analysis/report/web/tsconfig.json build/web/tsconfig.json
  npm_packages analysis/report/web build/web
}

# Those that drive Chromium through the pages. No browser comes with them: tools/packages.txt names Debian's.
set_up_browser_tests() {
  npm_packages tests/browser build/browser
}

# How many compilers at once: one a core, but each with 1.5 GB of memory to itself.
jobs_here() {
  local cores memory_kb by_memory
  cores=$(nproc)
  memory_kb=$(sed -n 's/^MemAvailable: *\([0-9]*\).*/\1/p' /proc/meminfo)
  by_memory=$((memory_kb / 1500000))
  if [ "$by_memory" -lt 1 ]; then by_memory=1; fi
  if [ "$by_memory" -lt "$cores" ]; then echo "$by_memory"; else echo "$cores"; fi
}

# watch_steps PID LOG: until the process ends, shows how far it has come by the last [step/steps] of its log: on a terminal in
# one line, else a line every half minute.
watch_steps() {
  local pid=$1 log=$2 waited=0 step
  while kill -0 "$pid" 2>/dev/null; do
    sleep 1
    waited=$((waited + 1))
    step=$(grep -o '^\[[0-9]*/[0-9]*\]' "$log" 2>/dev/null | tail -n 1) || true
    if [ -z "$step" ]; then continue; fi
    if [ -t 2 ]; then
      printf '\r  %s' "$step" >&2
    elif [ $((waited % 30)) -eq 0 ]; then
      printf '  %s\n' "$step" >&2
    fi
  done
  if [ -t 2 ] && [ -n "${step:-}" ]; then printf '\r\033[K' >&2; fi
}

# quietly LOG COMMAND...: runs it with its output in LOG; if it fails, shows the end of that and ends with its status.
quietly() {
  local log=$1 status=0
  shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 </dev/null &
  local pid=$!
  trap 'kill "$pid" 2>/dev/null; exit 130' INT TERM  # a command in the background does not hear Ctrl-C
  watch_steps "$pid" "$log"
  wait "$pid" || status=$?
  trap - INT TERM
  if [ $status -ne 0 ]; then
    tail -n 40 "$log" >&2
    echo "Failed: $* (the whole log: $log)" >&2
    exit $status
  fi
}

# What runs the build and the tests, if anything (tools/stages.sh).
run_by=()

# build_preset PRESET: configures and builds it into build/PRESET.
build_preset() {
  quietly "build/log/$1-configure.log" cmake --preset "$1"
  quietly "build/log/$1-build.log" "${run_by[@]}" cmake --build --preset "$1" --parallel "$(jobs_here)"
}
