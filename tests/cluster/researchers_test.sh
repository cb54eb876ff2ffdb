#!/bin/bash
# The snippets of docs/how-to/researchers.md, as they stand there: researchers_test.sh KREDSIM SOURCE python|R
. "$(dirname "$0")/fixture.sh"
trap 'rm -rf "$work"' EXIT
language=$3
case $language in
  python)
    # Debian's own, where another one comes first in the path.
    for python in python3 /usr/bin/python3; do
      if $python -c 'import pandas' 2>/dev/null; then break; fi
      if [ $python = /usr/bin/python3 ]; then skip "pandas is not installed (package python3-pandas)"; fi
    done
    ;;
  R) command -v Rscript >/dev/null || skip "R is not installed (package r-base)" ;;
esac
write_sweep 9
cd "$work"
"$kredsim" sweep sweep.yaml --set 'period.length=1 week' --out results/cars >/dev/null
sed -n "/^\`\`\`$language\$/,/^\`\`\`\$/p" "$source/docs/how-to/researchers.md" | sed -e '1d' -e '$d' >snippet
[ -s snippet ] || fail "no snippet for $language"
case $language in
  python) $python snippet >said ;;
  R) Rscript snippet >said ;;
esac
cat said
[ "$(grep -c 'response_s' said)" -ge 4 ] || fail "the snippet did not print the four points"
