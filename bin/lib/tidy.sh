#!/usr/bin/env bash
# bin/lib/tidy.sh FILE…: clang-tidy on each file of ours, or several joined, that changed, or whose headers changed, since
# it last passed.
# What a file was made of is kept beside the mark that it passed, in build/check/tidy.
# shellcheck source=bin/lib/common.sh
source "$(dirname -- "$(readlink -f -- "$0")")/common.sh"

passed_before() {
    local mark=$1 ingredients
    [[ -f $mark && .clang-tidy -ot $mark ]] || return 1
    mapfile -t ingredients <"$mark"
    [[ -z $(find "${ingredients[@]}" -newer "$mark" -print -quit 2>&1) ]]
}

failed=0
mkdir -p build/check/tidy
for file in "$@"; do
    mark=build/check/tidy/${file//\//_}
    if passed_before "$mark"; then continue; fi
    rm -f "$mark"
    if clang-tidy-19 -p build/tidy --quiet "$file" 2>/dev/null; then
        g++ -std=c++20 -MM -I. -Isrc "$file" | tr ' ' '\n' | sed "s|^$top/||" | grep -E '^(src|tests)/' | sort -u >"$mark"
    else
        failed=1
    fi
done
exit "$failed"
