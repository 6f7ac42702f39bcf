#!/usr/bin/env bash
# other_library.sh SOURCE PROGRAM FOLDER: builds the randomisation and its vector runner with clang and libc++ in FOLDER, and
# compares what it prints, byte by byte, with what PROGRAM prints, which the ordinary build made from the same files.
set -euo pipefail
source=$1 program=$2 folder=$3

rooms=(core/canonical_json core/check core/csv core/encoding core/rng core/secret crypto/canonical crypto/chacha20 crypto/checkpoint
    crypto/hash crypto/locked_memory crypto/merkle crypto/signed_note crypto/signing)
files=()
for room in "${rooms[@]}"; do files+=("$source/src/$room.cpp"); done
for file in "$source"/src/randomisation/{schemes,sealed,simulation}/*.cpp; do
    if [[ $file != *_test.cpp ]]; then files+=("$file"); fi
done
files+=("$source/tests/randomisation/random_spec.cpp" "$source/tests/randomisation/vectors_main.cpp")

mkdir -p "$folder"
# fmt as headers: Debian's library of it was built for the other standard library.
compile() {
    clang++-19 -std=c++20 -stdlib=libc++ -O1 -ffp-contract=off -Wall -Wextra -Werror -DFMT_HEADER_ONLY \
        -I"$source" -I"$source/src" -c "$1" -o "$folder/$(echo "${1#"$source"/}" | tr / _).o"
}
export -f compile
export source folder
# shellcheck disable=SC2016  # the inner shell expands it
printf '%s\0' "${files[@]}" | xargs -0 -n 1 -P "$(nproc)" bash -c 'compile "$1"' _
clang++-19 -stdlib=libc++ "$folder"/*.o -lsodium -lutf8proc -o "$folder/vectors"

"$folder/vectors" >"$folder/theirs.txt"
"$program" >"$folder/ours.txt"
[[ -s $folder/ours.txt ]] && cmp "$folder/ours.txt" "$folder/theirs.txt"
echo "$(wc -l <"$folder/ours.txt") lines are the same with clang and libc++."
