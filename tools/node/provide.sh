#!/bin/sh
# Makes node_modules/.bin/node a Node that runs on this machine and is as new as package.json demands: the one that
# comes with the project; or the same, after installing a library that it lacks (root, apt-get); or the system's.
# Ends with 1 when there is none, and says what to install. Writes to stderr only. Runs in the project's folder.
LINK=node_modules/.bin/node
NEEDED=$(sed -n 's/.*"node": ">=\([0-9.]*\)".*/\1/p' package.json)

main() {
  [ -d node_modules ] || fail 'The packages are not installed. Run: npm ci'
  is_complete || fail 'npm ci has left packages out that this machine needs, as it does when npm runs on an old Node. Run npm ci again with Node 20.19, 22.12 or newer.'
  is_usable "$LINK" && return
  shipped=$(ls -d node_modules/node-*/bin/node 2>/dev/null | head -n 1)
  library=$(missing_library)
  link_shipped || { install_library && link_shipped; } || link_system || fail "$(explain)"
}

# Packages with compiled parts are optional to npm, one for each kind of machine, and npm omits, without a word, those
# whose "engines" the Node it runs on does not satisfy. Rolldown's ask for the newest.
is_complete() {
  [ ! -d node_modules/rolldown ] || ls -d node_modules/@rolldown/binding-* >/dev/null 2>&1
}

is_usable() {
  version=$("$1" --version 2>/dev/null) && is_new_enough "${version#v}"
}

is_new_enough() {
  minor=${1#*.} needed_minor=${NEEDED#*.}
  [ "${1%%.*}" -gt "${NEEDED%%.*}" ] || { [ "${1%%.*}" -eq "${NEEDED%%.*}" ] && [ "${minor%%.*}" -ge "${needed_minor%%.*}" ]; }
}

# npm 9 leaves the link out: it tries the packages for other machines first, which are not installed.
link_shipped() {
  [ -n "$shipped" ] && is_usable "$shipped" && link "../${shipped#node_modules/}"
}

link_system() {
  IFS='
'
  for found in $npm_node_execpath $(echo "$PATH" | tr ':' '\n' | grep -v 'node_modules/\.bin' | sed 's|$|/node|'); do
    [ -x "$found" ] && is_usable "$found" && link "$found" && echo "Using Node ${version#v} of the system, $found." >&2 && return
  done
  return 1
}

# By a rename, so that another script that starts at the same time finds the old link or the new one.
link() {
  mkdir -p node_modules/.bin && ln -s "$1" "$LINK.$$" && mv -f "$LINK.$$" "$LINK"
}

install_library() {
  package=$(package_of "$library")
  [ -n "$package" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  echo "The Node that comes with the project needs $library: installing $package." >&2
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >&2
}

missing_library() {
  [ -z "$shipped" ] || "$shipped" --version 2>&1 | sed -n 's/.*shared libraries: \([^:]*\):.*/\1/p'
}

package_of() {
  case $1 in
    libatomic.so.1) echo libatomic1 ;;
    libstdc++.so.6) echo libstdc++6 ;;
    libgcc_s.so.1) echo libgcc-s1 ;;
  esac
}

explain() {
  if [ -z "$library" ]; then
    echo "No Node runs here that is $NEEDED or newer. Install one and run the command again."
    return
  fi
  echo "The Node that comes with the project needs the library $library, which is not installed. Install it:"
  [ "$library" != libatomic.so.1 ] || printf '  %s\n' 'Debian, Ubuntu:  apt-get install libatomic1' 'Fedora, RHEL:    dnf install libatomic' 'openSUSE:        zypper install libatomic1'
  echo "or install Node $NEEDED or newer, and run the command again."
}

fail() {
  echo "$1" >&2
  exit 1
}

main
