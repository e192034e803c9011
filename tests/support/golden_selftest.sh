#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Shows that the runner of golden files can fail, and that --update repairs what failed.
#   golden_selftest.sh PATH_OF_GOLDEN
set -eu
export NO_COLOR=1 COLUMNS=40 # the runner must take them away

golden=$1
case $golden in /*) ;; *) golden=$PWD/$golden ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p root/rules cases
echo 'shipped' >root/rules/one.yaml

cat >fake <<'END'
#!/bin/sh
case $1 in
  say) shift; echo "$*" ;;
  grumble) echo 'bad' >&2; exit 3 ;;
  make) echo 'made' >"$2" ;;
  bytes) od -An -tx1 "$2" | tr -d ' \n'; echo ;;
  last) tail -n 2 "$2" ;;
  unfinished) printf 'no newline' ;;
  where) pwd; echo "$LC_ALL $TERM $TZ ${NO_COLOR-unset} ${COLUMNS-unset}" ;;
  random) echo $$ ;;
  sleep) sleep 30 ;;
esac
END
chmod +x fake

run() { "$golden" --binary fake --root root --limit 5 "$@" >out 2>&1; }

broken() {
  echo "golden_selftest: $1" >&2
  cat out >&2
  exit 1
}

passes() {
  run "$1" || broken "$1 should pass"
  [ "$(tail -n 1 out)" = '1 passed, 0 failed' ] || broken "$1: wrong summary"
}

# fails NAME WORDS: the file fails and the message has the words.
fails() {
  if run "$1"; then broken "$1 should fail"; fi
  [ "$(tail -n 1 out)" = '0 passed, 1 failed' ] || broken "$1: wrong summary"
  grep -qF -e "$2" out || broken "$1: the message lacks '$2'"
}

# repaired NAME: --update makes the file pass and equal to NAME.want.
repaired() {
  run --update "$1" || broken "$1 should be repaired"
  grep -qxF "updated $1" out || broken "$1: the update is not reported"
  cmp "$1" "$1.want" >&2 || broken "$1 is not rewritten as it should be"
  passes "$1"
}

# What a right file looks like, with every kind of section.
cat >cases/right.test <<'END'
Everything that the form has.

--- file sub/plain.txt
a
\--- b
\\--- c
--- file odd.txt crlf nonl
x
y
--- file bytes.bin hex
00 ff
0a
--- file long.csv repeat 1000
unit,n
u{n},{n}
--- run cat sub/plain.txt
--- stdout
a
\--- b
\\--- c
--- run parindex bytes odd.txt; ./parindex bytes bytes.bin
--- stdout
780d0a79
00ff0a
--- run parindex last long.csv; wc -l <long.csv
--- stdout
u999,999
u1000,1000
1001
--- run parindex unfinished
--- stdout
no newline
\
--- run parindex where
--- stdout
<dir>
C.UTF-8 dumb UTC unset unset

--- run parindex grumble
--- stderr
bad
--- exit 3

--- run parindex make new.txt; cat rules/one.yaml
--- stdout
shipped
--- stdout of new.txt
made
--- no other.txt
END
sed -i '/^C.UTF-8/{n;d}' cases/right.test # a blank line below stdout would belong to it
passes cases/right.test

# Wrong output, exit code, missing and unwanted files fail.
printf 'Wrong output.\n\n--- run parindex say hello\n--- stdout\nhallo\n' >cases/output.test
fails cases/output.test '- hallo'
fails cases/output.test '+ hello'
printf 'Unstated output.\n\n--- run parindex say hello\n' >cases/unstated.test
fails cases/unstated.test '+ hello'
printf 'Wrong code.\n\n--- run parindex grumble\n--- stderr\nbad\n' >cases/code.test
fails cases/code.test 'exit: expected 0, got 3'
printf 'Missing.\n\n--- run parindex say x >y\n--- stdout of z\nx\n' >cases/missing.test
fails cases/missing.test 'z: is missing'
printf 'Unwanted.\n\n--- run parindex make y\n--- no y\n' >cases/unwanted.test
fails cases/unwanted.test 'y: exists'
printf 'Newline.\n\n--- run parindex unfinished\n--- stdout\nno newline\n' >cases/newline.test
fails cases/newline.test 'no newline at the end'
printf 'Link.\n\n--- file rules/x.yaml\n--- run true\n' >cases/link.test
fails cases/link.test 'link into the repository'
[ ! -e root/rules/x.yaml ] || broken 'a test wrote into the repository'

# Malformed files fail; they are not passed over.
printf -- '--- run true\n' >cases/silent.test
fails cases/silent.test 'in a sentence'
printf 'Idle.\n' >cases/idle.test
fails cases/idle.test 'runs nothing'
printf 'Typo.\n\n--- run true\n--- stdoutt\n' >cases/typo.test
fails cases/typo.test 'line 4'
printf '# Page\n\n```console\n$ true\n' >cases/open.md
fails cases/open.md 'not closed'

# --update repairs, adds and removes sections and leaves the rest byte for byte.
cat >cases/repair.test <<'END'
Prose  stays.

--- file a.txt
\--- kept
--- run cat a.txt; parindex unfinished
--- exit 1
--- run parindex make b.txt
--- stdout
gone
--- stderr
gone
--- stdout of b.txt
wrong
--- run parindex say a; parindex grumble
--- stdout
wrong

--- run true
END
cat >cases/repair.test.want <<'END'
Prose  stays.

--- file a.txt
\--- kept
--- run cat a.txt; parindex unfinished
--- stdout
\--- kept
no newline
\
--- run parindex make b.txt
--- stdout of b.txt
made
--- run parindex say a; parindex grumble
--- stdout
a
--- stderr
bad
--- exit 3
--- run true
END
repaired cases/repair.test

# Pages: files, commands, both streams together, the exit code.
cat >cases/page.md <<'END'
# A page

```yaml plain.yaml
a: 1
```

1. In a list:

   ```console
   $ cat \
   >   plain.yaml
   wrong
   $ parindex grumble
   ```

```console no-run
$ parindex say unseen
```

```sh
$ parindex say ignored
```
END
sed -i 's/^   >   plain/     plain/' cases/page.md
sed -e 's/^   wrong/   a: 1/' -e '/grumble/a\   bad\n   [exit 3]' cases/page.md >cases/page.md.want
fails cases/page.md '[exit 3]'
repaired cases/page.md

# What changes from run to run is not repaired.
printf 'Random.\n\n--- run parindex random\n' >cases/random.test
if run --update cases/random.test; then broken 'random output should stay a failure'; fi

# A command that does not end is ended.
printf 'Slow.\n\n--- run parindex sleep\n' >cases/slow.test
if "$golden" --binary fake --root root --limit 1 cases/slow.test >out; then
  broken 'a slow command should fail'
fi
grep -q 'did not end in time' out || broken 'the time limit is not reported'

# Folders are searched; none found is a failure; temporary folders are removed.
mkdir -p tree/deep empty scratch
cp cases/right.test tree/deep/
cp cases/page.md tree/
TMPDIR=$work/scratch run tree || broken 'a folder should pass'
[ "$(cat out)" = '2 passed, 0 failed' ] || broken 'a folder: wrong summary'
[ -z "$(ls scratch)" ] || broken 'the temporary folder was left behind'
if run empty; then broken 'no file should be a failure'; fi
[ "$(cat out)" = '0 passed, 0 failed' ] || broken 'no file: wrong summary'

echo 'golden_selftest: passed'
