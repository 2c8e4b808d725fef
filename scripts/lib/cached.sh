# shellcheck shell=bash
# Tools that are built once per version and kept in .cache/peers, or under $O2P_CACHE_DIR. To be sourced from the root of the repository.

cache="${O2P_CACHE_DIR:-$PWD/.cache}/peers"
mkdir -p "$cache"

say() { printf '  %s\n' "$*" >&2; }

# Builds into a directory that gets its name only when it is complete: cached DIRECTORY COMMAND...
cached() {
  local target=$1
  shift
  if [[ -d $target ]]; then
    say "$(basename "$target") (cached)"
    return
  fi
  say "building $(basename "$target") ..."
  local started=$SECONDS partial="$target.part.$$"
  rm -rf "$partial"
  mkdir -p "$partial"
  if ! "$@" "$partial" >"$partial.log" 2>&1; then
    cat "$partial.log" >&2
    say "building $(basename "$target") failed: see above"
    rm -rf "$partial" "$partial.log"
    return 1
  fi
  rm "$partial.log"
  mv "$partial" "$target"
  say "built in $((SECONDS - started)) s"
}

# Skips a peer without its tool chain, except in CI, where a skip would hide that the peer was never tested: missing TOOL WHAT
missing() {
  say "$1 is missing: $2 skipped"
  [[ ${CI:-} != true ]] || {
    say 'with CI=true that is a failure'
    exit 1
  }
}

# How Go tools are built: GOBIN=DIRECTORY go install MODULE@VERSION
export GOFLAGS='-mod=mod -buildvcs=false' CGO_ENABLED=0
