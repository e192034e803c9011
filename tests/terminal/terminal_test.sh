#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# terminal_test.sh PARINDEX FOLDER: a long run on a terminal shows how far it is, and Ctrl-C ends it
# with what there is. `script` (util-linux) is the terminal.
set -eu
parindex=$1
folder=$2
mkdir -p "$folder"
cd "$folder"
cat >rules.yaml <<'YAML'
parindex: 1
id: demo
lang: en
groups: {so: {units: 2}}
indicators: {share: {type: percent, decimals: 1, max: 100}}
criteria: [{id: I, max: 3, proportional: share}]
YAML
printf 'unit,share\na,88.5\nb,91.2\n' >data.csv
command="$parindex simulate rules.yaml --data data.csv --measurement-error 1 "

fail() {
  echo "$1"
  tr '\r' '\n' <screen | tail -20
  exit 1
}

# The end-of-text character is what Ctrl-C sends; the terminal makes a signal of it, for the shell
# that `script` starts, too: `exec`, or that shell's end is what is seen.
(sleep 4 && printf '\003') | script -qec "exec $command --draws 900000000" /dev/null >screen 2>&1 ||
  fail 'a stopped run is not done'
grep -q 'of 900,000,000 draws, [0-9]* s left' screen || fail 'there is no progress'
grep -q 'stopped before the end' screen || fail 'the report does not say that it was stopped'
grep -q 'How sure the order of neighbours is' screen || fail 'the report is not whole'

# Nothing of it where standard error is no terminal.
$command --draws 1000000 >report 2>messages || fail 'a run without a terminal is not done'
[ ! -s messages ] || fail 'progress without a terminal'
