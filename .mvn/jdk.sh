# Sourced by mvnw: Usher needs a JDK 25; where the default java is older, take one installed beside it.
_usher_major() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || :; }
_usher_jdk="${JAVA_HOME:-}"
if [ -z "$_usher_jdk" ] && _usher_java="$(command -v java 2>/dev/null)"; then
  _usher_jdk="$(dirname "$(dirname "$(readlink -f "$_usher_java")")")"
fi
_usher_found="$(_usher_major "$_usher_jdk")"
if [ "${_usher_found:-0}" -lt 25 ] || [ ! -x "$_usher_jdk/bin/javac" ]; then
  _usher_pick=
  set +f
  for _usher_dir in "${JAVA_25_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk* /opt/*jdk* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -x "$_usher_dir/bin/javac" ] || continue
    _usher_found="$(_usher_major "$_usher_dir")"
    if [ "${_usher_found:-0}" -ge 25 ]; then
      _usher_pick="$_usher_dir"
      break
    fi
  done
  set -f
  if [ -z "$_usher_pick" ]; then
    echo "Usher needs a JDK 25 or newer, and found none: ${_usher_jdk:-no java on the PATH} does not do." >&2
    echo "Install one (Temurin 25, for example) or point JAVA_25_HOME at it." >&2
    exit 1
  fi
  JAVA_HOME="$_usher_pick"
fi
[ -z "${JAVA_HOME:-}" ] || export JAVA_HOME
