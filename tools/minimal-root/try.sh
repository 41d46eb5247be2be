#!/bin/sh
# Tries the two commands of the README, word by word, in a root that has nothing but Debian's base, npm and certificates.
#
#   tools/minimal-root/try.sh [SUITE] [test]
#
# SUITE is Debian's, trixie by default; with `test`, `npm ci && npm test` follows, which takes a quarter of an hour more.
# Runs as root, takes 3 GB in TMPDIR for as long as it runs and needs mmdebstrap (apt-get install mmdebstrap). It tries
# what is committed. PORT, by default 3999, is where the server listens on this machine.
set -eu
SUITE=${1:-trixie}
PORT=${PORT:-3999}
ROOT_PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

main() {
  root=$(mktemp -d)
  server=
  trap clean_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  make_root
  expect_message_for_a_user
  expect_start
  expect_end_at_sigterm
  expect_success 'npm run -s doctor'
  [ "${2:-}" != test ] || expect_success 'npm ci && npm test'
  say 'All as expected.'
}

make_root() {
  say "Debian $SUITE"
  mmdebstrap --quiet --variant=minbase --include=ca-certificates,npm --aptopt='APT::Install-Recommends "false"' "$SUITE" "$root" http://deb.debian.org/debian || fail 'mmdebstrap could not make the root'
  # The certificates of this machine, for a network where a proxy has one of its own.
  cp /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/" 2>/dev/null && in_root 'update-ca-certificates >/dev/null' || true
  # The script has a mount namespace of its own: these end with it.
  mount -t proc proc "$root/proc"
  mount -t tmpfs tmpfs "$root/dev/shm" 2>/dev/null || { mkdir -p "$root/dev/shm" && mount -t tmpfs tmpfs "$root/dev/shm"; }
  mkdir "$root/root/vitrine"
  git archive HEAD | tar -x -C "$root/root/vitrine"
  say "Node $(in_root 'node --version'), npm $(in_root 'npm --version')"
  ! in_root 'ls /usr/lib/*/libatomic.so.1 2>/dev/null' || fail 'this root has libatomic1 already'
}

# Before root installs the library: a user who is not root gets the name of what is missing.
expect_message_for_a_user() {
  say 'npm ci && npm run lint, as a user who may install nothing'
  cp -r "$root/root/vitrine" "$root/home/vitrine"
  chroot "$root" chown -R nobody /home/vitrine
  output=$(chroot --userspec=nobody: "$root" env -i PATH="$ROOT_PATH" HOME=/home/vitrine $(certificates) sh -c 'cd && npm ci && npm run lint' 2>&1) && fail 'the command did not fail'
  echo "$output" | grep -q 'apt-get install libatomic1' || fail "no word of libatomic1:
$output"
  rm -rf "$root/home/vitrine"
}

expect_start() {
  say 'npm ci && npm start'
  in_root 'npm ci'
  # A command by itself, so that its process becomes npm.
  chroot "$root" env -i PATH="$ROOT_PATH" HOME=/root PORT="$PORT" $(certificates) sh -c 'cd /root/vitrine && exec npm start' &
  server=$!
  tries=0
  until curl -sf -o /dev/null "http://localhost:$PORT/api/health/ready"; do
    kill -0 "$server" 2>/dev/null || fail 'npm start ended'
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || fail 'npm start was not ready in five minutes'
    sleep 1
  done
  curl -sf "http://localhost:$PORT/" | grep -q '<app-root' || fail 'the portal was not served'
}

expect_end_at_sigterm() {
  say 'SIGTERM to npm'
  kill -TERM "$server"
  wait "$server" || fail "npm start ended with $?"
  server=
  ! curl -s -o /dev/null "http://localhost:$PORT/api/health/live" || fail 'the server was left running'
}

expect_success() {
  say "$1"
  in_root "$1" || fail "it ended with $?"
}

in_root() {
  chroot "$root" env -i PATH="$ROOT_PATH" HOME=/root $(certificates) sh -c "cd /root/vitrine 2>/dev/null; $1"
}

certificates() {
  ls /usr/local/share/ca-certificates/*.crt >/dev/null 2>&1 && echo NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt || true
}

clean_up() {
  [ -z "$server" ] || kill -TERM "$server" 2>/dev/null || true
  wait
  umount "$root/proc" "$root/dev/shm" 2>/dev/null || true
  rm -rf --one-file-system "$root"
}

say() {
  echo "== $1"
}

fail() {
  echo "FAILED: $1" >&2
  exit 1
}

cd "$(dirname "$0")/../.."
[ "$(id -u)" = 0 ] || fail 'chroot and mount need root'
command -v mmdebstrap >/dev/null || fail 'mmdebstrap is not installed (apt-get install mmdebstrap)'
! curl -s -o /dev/null "http://localhost:$PORT/" || fail "PORT: $PORT is taken"
[ -n "${IN_NAMESPACE:-}" ] || IN_NAMESPACE=1 exec unshare --mount "tools/minimal-root/$(basename "$0")" "$@"
main "$@"
