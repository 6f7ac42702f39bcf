# shellcheck shell=bash disable=SC2016,SC2154  # what is quoted is for another shell or for apt; tests/fresh/run sets the rest
# A Debian 12 with nothing in it, to be lived in by tests/fresh/run: `base` is kept, `house` is a copy for one run.
base=$top/build/fresh/base
house=$top/build/fresh/house

mirror() { apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Origin: Debian' | head -n 1; }

make_base() {
    if [[ -f $base/etc/debian_version ]]; then return; fi
    rm -rf -- "$base.new"
    mkdir -p "$base.new"
    debootstrap --variant=minbase bookworm "$base.new" "$(mirror)" >build/fresh/debootstrap.log 2>&1 ||
        die "debootstrap failed (its log: build/fresh/debootstrap.log)"
    mv "$base.new" "$base"
}

# How this machine reaches Debian's packages, whatever way that is: nothing of it is written in this project. Other
# sources of this machine are left out, for a fresh Debian has none.
lend_network() {
    local path
    for path in /etc/resolv.conf /etc/hosts /etc/apt/apt.conf.d /usr/local/share/ca-certificates; do
        if [[ ! -e $path ]]; then continue; fi
        mkdir -p "$house$(dirname -- "$path")"
        cp -aT --remove-destination "$path" "$house$path"
    done
    # Of another installation, or of a container's: no business of a fresh one.
    rm -f "$house"/etc/apt/apt.conf.d/docker-*
    apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' |
        sort -u >"$house/etc/apt/sources.list"
}

make_house() {
    leave_house
    rm -rf -- "$house"
    cp -a "$base" "$house"
    lend_network
    mount --rbind --make-rslave /dev "$house/dev"
    mount -t proc proc "$house/proc"
    inside apt-get update >build/fresh/apt.log 2>&1 || die "no Debian packages (log: build/fresh/apt.log)"
    inside env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends sudo >>build/fresh/apt.log 2>&1
    inside useradd --create-home --shell /bin/bash newcomer
    echo 'newcomer ALL=(ALL) NOPASSWD: ALL' >"$house/etc/sudoers.d/newcomer"
    make_clones
    mkdir -p "$house/srv/ccache"
    if [[ -n $cache ]]; then cp -aT "$cache" "$house/srv/ccache"; fi
    chmod -R a+rwX "$house/srv/ccache"
}

make_clones() {
    in_git clone --quiet --no-local "$top" "$house$user_clone"
    in_git clone --quiet --no-local "$top" "$house$root_clone"
    inside chown -R newcomer: "$(dirname -- "$user_clone")"
}

leave_house() {
    local mounted pid
    for pid in $(living_inside | cut -d' ' -f1); do
        kill -KILL "$pid" 2>/dev/null || true
    done
    with_network
    for mounted in proc dev; do
        if mountpoint -q "$house/$mounted"; then umount -R -l "$house/$mounted"; fi
    done
}

# Who still runs in there, as "PID NAME" lines.
living_inside() {
    local process
    for process in /proc/[0-9]*; do
        if [[ $(readlink "$process/root" 2>/dev/null) == "$house" ]]; then
            echo "${process#/proc/} $(cat "$process/comm" 2>/dev/null)"
        fi
    done
}

# From here on no other machine can be reached from inside; the loopback address is one of its own.
network=()
space=evenhand-fresh-$$
without_network() {
    ip netns add "$space"
    ip -n "$space" link set lo up
    network=(nsenter "--net=/run/netns/$space")
}
with_network() {
    if ((${#network[@]} > 0)); then ip netns delete "$space"; fi
    network=()
}

# As a login would: none of this shell's variables, but how to reach a proxy and whom it trusts. One compiler cache
# serves every clone, as the home folder's does for one who clones twice.
inside() {
    local lent=(PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/root) name
    lent+=(CCACHE_DIR=/srv/ccache CCACHE_UMASK=000)
    for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY NODE_EXTRA_CA_CERTS; do
        if [[ -n ${!name:-} ]]; then lent+=("$name=${!name}"); fi
    done
    "${network[@]}" env -i "${lent[@]}" chroot "$house" "$@"
}
inside_as() {
    local who=$1
    shift
    if [[ $who == root ]]; then inside "$@"; else inside runuser -u "$who" -- env HOME="/home/$who" USER="$who" "$@"; fi
}

# page_answers PORT: does GET / there answer 200?
page_answers() {
    "${network[@]}" bash -c '
        { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || exit 1
        printf "GET / HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n" "$1" >&3
        read -r -t 5 status <&3 || status=
        [[ $status == "HTTP/1.1 200"* ]]' page_answers "$1"
}
