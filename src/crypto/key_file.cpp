// Layout. Lines that begin with "#" and empty lines are for people and not read.
//
//   evenhand-keys 2
//   mode live
//   created 2026-03-01T09:30:00.000000Z
//   key master <base64url of 32 bytes>
//   … one line for each purpose, in the order of its ring
//   bound <hex of a keyed hash of all the above>
//
// The allocator's file begins with "evenhand-allocator-keys 1". In version 1 of the server's both
// rings stood in one file.
//
// The last line is HMAC-SHA256 under a sub-key of the first key. It keeps no secret from whoever
// holds the file; it makes a lost, swapped or edited line, and above all an edited mode, a fault
// at start instead of data that will not open later.
#include "crypto/key_file.hpp"

#include "core/check.hpp"
#include "crypto/canonical.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace evenhand::crypto {

namespace key_file {

/// What a file begins with, and which keys follow in which order.
struct Layout
{
    std::string_view first_line;
    std::span<const KeyPurpose> purposes;
};

Layout layout_of(KeyRing ring)
{
    switch (ring) {
    case KeyRing::server:
        return {"evenhand-keys 2", purposes_of(ring)};
    case KeyRing::allocator:
        return {"evenhand-allocator-keys 1", purposes_of(ring)};
    }
    CHECK(!"a ring outside the enum");
    return {};
}

constexpr std::string_view undivided_line = "evenhand-keys 1";

/// Of version 1: the allocator's key stood before the last of the server's.
std::vector<KeyPurpose> undivided_purposes()
{
    const auto servers = purposes_of(KeyRing::server);
    std::vector<KeyPurpose> all(servers.begin(), servers.end());
    all.insert(all.end() - 1, KeyPurpose::allocation_seed);
    return all;
}

constexpr std::size_t largest_file = std::size_t{16} * 1024;

class Descriptor
{
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor()
    {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool good() const { return number_ >= 0; }
    /// Whether closing, which may report a late write error, went well.
    bool close() { return ::close(std::exchange(number_, -1)) == 0; }

private:
    int number_;
};

// A text that holds keys: wiped when it goes.
struct WipedText
{
    std::string text;
    WipedText() = default;
    ~WipedText() { wipe(text.data(), text.size()); }
    WipedText(const WipedText&) = delete;
    WipedText& operator=(const WipedText&) = delete;
};

template <class... Arguments>
KeyFileRefusal refusal(KeyFileFault fault, fmt::format_string<Arguments...> sentence,
                       Arguments&&... arguments)
{
    return {fault, fmt::format(sentence, std::forward<Arguments>(arguments)...)};
}

/// What a file says, before it is known whose it is.
struct Content
{
    Mode mode{};
    Instant created;
    std::vector<const SecretKey*> keys; ///< in the order of the layout
};

Hash256 binding(const Layout& layout, const Content& content)
{
    CanonicalWriter all;
    all.field(layout.first_line).field(name_of(content.mode)).i64(content.created.micros());
    for (std::size_t i = 0; i < layout.purposes.size(); ++i)
        all.field(name_of(layout.purposes[i])).field(content.keys.at(i)->bytes());
    Bytes bytes = std::move(all).bytes();
    const Hash256 bound = hmac_sha256(derive(*content.keys.front(), "keys-file/1"), bytes);
    wipe(bytes.data(), bytes.size());
    return bound;
}

std::string_view words_for_people(KeyRing ring)
{
    switch (ring) {
    case KeyRing::server:
        return "# Keys of an Evenhand installation. Whoever can read this file can read every "
               "name,\n"
               "# number and note that the installation keeps; without it nobody can. Keep a copy "
               "in\n"
               "# a locked place away from the database and its backups. Do not edit it.\n";
    case KeyRing::allocator:
        return "# Keys of the allocator of an Evenhand installation. Whoever has this file and "
               "the\n"
               "# database can tell who gets which arm before they are drawn; without it nobody "
               "can\n"
               "# be drawn. Keep a copy in a locked place away from the server, its keys and its\n"
               "# backups. Do not edit it.\n";
    }
    CHECK(!"a ring outside the enum");
    return {};
}

void render(const Keys& keys, WipedText& out)
{
    const Layout layout = layout_of(keys.ring());
    Content content{.mode = keys.mode(), .created = keys.created(), .keys = {}};
    std::string& text = out.text;
    text.reserve(largest_file); // growing would leave copies of the keys behind
    text += words_for_people(keys.ring());
    text += fmt::format("{}\nmode {}\ncreated {}\n", layout.first_line, name_of(keys.mode()),
                        keys.created().iso());
    for (const KeyPurpose purpose : layout.purposes) {
        content.keys.push_back(&keys.key(purpose));
        std::string key = to_base64url(keys.key(purpose).bytes());
        text.append("key ").append(name_of(purpose)).append(" ").append(key).append("\n");
        wipe(key.data(), key.size());
    }
    text += fmt::format("bound {}\n", binding(layout, content).text());
    CHECK(text.size() <= largest_file);
}

// Hands out the lines that count, one by one.
class Lines
{
public:
    explicit Lines(std::string_view text) : rest_(text) {}

    /// What follows `prefix` on the next line; nothing if the next line does not begin so.
    std::optional<std::string_view> after(std::string_view prefix)
    {
        const auto line = next();
        if (!line || !line->starts_with(prefix)) return std::nullopt;
        return line->substr(prefix.size());
    }
    std::optional<std::string_view> next()
    {
        while (!rest_.empty()) {
            const std::size_t end = rest_.find('\n');
            if (end == std::string_view::npos) return std::nullopt; // cut short
            const std::string_view line = rest_.substr(0, end);
            rest_.remove_prefix(end + 1);
            if (!line.empty() && line.front() != '#') return line;
        }
        return std::nullopt;
    }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }

private:
    std::string_view rest_;
};

std::optional<SecretKey> parse_key(std::optional<std::string_view> text)
{
    if (!text) return std::nullopt;
    auto bytes = from_base64url(*text);
    if (!bytes) return std::nullopt;
    auto key = SecretKey::from_bytes(*bytes);
    wipe(bytes->data(), bytes->size());
    return key;
}

/// A file that was read, with its keys in the order of its layout.
struct Parsed
{
    Mode mode{};
    Instant created;
    std::vector<SecretKey> keys;
};

// What is wrong with the text, in words, or the keys.
Result<Parsed, std::string> parse(std::string_view text, const Layout& layout)
{
    Lines lines(text);
    const auto first = lines.next();
    const bool is_ours = first && first->starts_with("evenhand-") &&
                         first->substr(0, first->rfind(' ')).ends_with("keys");
    if (!is_ours) return refuse(std::string("it is not a keys file"));
    if (*first == undivided_line && layout.first_line != undivided_line)
        return refuse(std::string("an earlier Evenhand made it, and it holds the allocator's key "
                                  "too; `evenhand keys divide` makes two files of it"));
    if (first->substr(0, first->rfind(' ')) !=
        layout.first_line.substr(0, layout.first_line.rfind(' ')))
        return refuse(std::string("it is the other of the two keys files: one is the server's, one "
                                  "the allocator's"));
    if (layout.first_line == undivided_line && *first == layout_of(KeyRing::server).first_line)
        return refuse(
            std::string("it holds the server's keys alone, so there is nothing to divide"));
    if (*first != layout.first_line)
        return refuse(std::string("it is of a version that this program does not know"));
    const auto mode = mode_named(lines.after("mode ").value_or(""));
    if (!mode) return refuse(std::string("its line \"mode\" is missing or wrong"));
    const auto created = Instant::parse(lines.after("created ").value_or(""));
    if (!created) return refuse(std::string("its line \"created\" is missing or wrong"));

    Parsed read{.mode = *mode, .created = *created, .keys = {}};
    for (const KeyPurpose purpose : layout.purposes) {
        auto key = parse_key(lines.after(fmt::format("key {} ", name_of(purpose))));
        if (!key)
            return refuse(fmt::format("its line \"key {}\" is missing or wrong", name_of(purpose)));
        read.keys.push_back(std::move(*key));
    }
    const auto bound = Hash256::parse(lines.after("bound ").value_or(""));
    if (!bound || lines.next() || !lines.at_end())
        return refuse(std::string("its end is missing or wrong"));
    Content content{.mode = *mode, .created = *created, .keys = {}};
    for (const SecretKey& key : read.keys)
        content.keys.push_back(&key);
    if (!equal_in_constant_time(ByteView(binding(layout, content).bytes()), bound->bytes()))
        return refuse(std::string("it was changed after it was made"));
    return read;
}

std::optional<KeyFileRefusal> check_status(const std::string& name, const struct stat& status)
{
    if (!S_ISREG(status.st_mode))
        return refusal(KeyFileFault::not_regular, "{} is not a regular file, so it is not used.",
                       name);
    if (status.st_uid != ::geteuid())
        return refusal(KeyFileFault::other_owner,
                       "The keys file {} is owned by user {}, but this program runs as user {}.",
                       name, status.st_uid, ::geteuid());
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return refusal(KeyFileFault::open_to_others,
                       "The keys file {} is open to others than its owner (mode {:04o}): find out "
                       "who may have read it, then run chmod 600 on it.",
                       name, status.st_mode & 07777U);
    if (static_cast<std::size_t>(status.st_size) > largest_file)
        return refusal(KeyFileFault::malformed, "{} is too large for a keys file.", name);
    return std::nullopt;
}

KeyFileRefusal cannot_open(const std::string& name, int error)
{
    if (error == ENOENT || error == ENOTDIR)
        return refusal(KeyFileFault::not_found,
                       "There is no keys file {}: evenhand init makes those of an installation.",
                       name);
    if (error == ELOOP)
        return refusal(KeyFileFault::not_regular, "{} is a symbolic link, so it is not used.",
                       name);
    return refusal(KeyFileFault::not_readable, "The keys file {} cannot be read: {}.", name,
                   std::strerror(error));
}

// False, with errno set, if the system refused.
bool read_all(int descriptor, WipedText& out)
{
    out.text.resize(largest_file);
    std::size_t done = 0;
    while (done < out.text.size()) {
        const ssize_t got = ::read(descriptor, out.text.data() + done, out.text.size() - done);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return false;
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    out.text.resize(done); // what lay beyond was zero
    return true;
}

bool write_all(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t put = ::write(descriptor, text.data(), text.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

// A new name is on disk only when its folder is.
bool sync_folder(const std::filesystem::path& file)
{
    const auto parent = file.parent_path();
    const Descriptor folder(
        ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return folder.good() && ::fsync(folder.number()) == 0;
}

} // namespace key_file

std::optional<KeyFileRefusal> write_key_file(const std::filesystem::path& file, const Keys& keys)
{
    const std::string name = file.string();
    key_file::Descriptor descriptor(::open(
        file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!descriptor.good() && errno == EEXIST)
        return key_file::refusal(KeyFileFault::already_there,
                                 "{} is already there; keys are never overwritten.", name);
    if (!descriptor.good())
        return key_file::refusal(KeyFileFault::not_writable, "The keys file {} cannot be made: {}.",
                                 name, std::strerror(errno));
    key_file::WipedText text;
    key_file::render(keys, text);
    // The mode is set again because a stricter file mask may have taken the owner's own right away.
    if (::fchmod(descriptor.number(), S_IRUSR | S_IWUSR) == 0 &&
        key_file::write_all(descriptor.number(), text.text) && ::fsync(descriptor.number()) == 0 &&
        descriptor.close() && key_file::sync_folder(file))
        return std::nullopt;
    const int error = errno;
    ::unlink(file.c_str());
    return key_file::refusal(KeyFileFault::not_writable,
                             "The keys file {} could not be written: {}.", name,
                             std::strerror(error));
}

namespace key_file {

/// The text of a file that may be trusted.
std::optional<KeyFileRefusal> read_trusted(const std::filesystem::path& file, WipedText& text)
{
    const std::string name = file.string();
    // The file is judged by its open descriptor, so it cannot be exchanged between look and read;
    // O_NONBLOCK keeps a pipe of that name from holding the program up.
    const Descriptor descriptor(
        ::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!descriptor.good()) return cannot_open(name, errno);
    struct stat status
    {
    };
    if (::fstat(descriptor.number(), &status) != 0) return cannot_open(name, errno);
    if (auto refusal = check_status(name, status)) return refusal;
    if (!read_all(descriptor.number(), text)) return cannot_open(name, errno);
    return std::nullopt;
}

Result<Parsed, KeyFileRefusal> load(const std::filesystem::path& file, Mode wanted,
                                    const Layout& layout)
{
    WipedText text;
    if (auto refusal = read_trusted(file, text)) return refuse(std::move(*refusal));
    auto read = parse(text.text, layout);
    if (!read)
        return refuse(refusal(KeyFileFault::malformed, "The keys file {} cannot be used: {}.",
                              file.string(), read.error()));
    if (read->mode != wanted)
        return refuse(refusal(KeyFileFault::wrong_mode,
                              "The keys file {} is for {} and this is a {} installation.",
                              file.string(), name_of(read->mode), name_of(wanted)));
    return std::move(*read);
}

/// Nothing if the file now holds these keys; it may have been written by a try that was cut off.
std::optional<KeyFileRefusal> write_or_find(const std::filesystem::path& file, const Keys& keys)
{
    auto refused = write_key_file(file, keys);
    if (!refused || refused->fault != KeyFileFault::already_there) return refused;
    const auto there = load_key_file(file, keys.mode(), keys.ring());
    if (!there) return there.error();
    const KeyPurpose any = purposes_of(keys.ring()).front();
    return there->fingerprint(any) == keys.fingerprint(any) ? std::nullopt : refused;
}

} // namespace key_file

Result<Keys, KeyFileRefusal> load_key_file(const std::filesystem::path& file, Mode wanted,
                                           KeyRing ring)
{
    auto read = TRY(key_file::load(file, wanted, key_file::layout_of(ring)));
    return Keys::assembled(ring, read.mode, read.created, std::move(read.keys));
}

std::optional<KeyFileRefusal> divide_key_file(const std::filesystem::path& file,
                                              const std::filesystem::path& allocators, Mode wanted)
{
    const auto purposes = key_file::undivided_purposes();
    auto read = key_file::load(file, wanted, {key_file::undivided_line, purposes});
    if (!read) return read.error();
    std::vector<SecretKey> of_allocator;
    of_allocator.push_back(std::move(*(read->keys.end() - 2)));
    read->keys.erase(read->keys.end() - 2);
    const Keys allocator =
        Keys::assembled(KeyRing::allocator, read->mode, read->created, std::move(of_allocator));
    const Keys server =
        Keys::assembled(KeyRing::server, read->mode, read->created, std::move(read->keys));
    if (auto refused = key_file::write_or_find(allocators, allocator)) return refused;
    const std::filesystem::path written = file.string() + ".divided";
    if (auto refused = key_file::write_or_find(written, server)) return refused;
    if (::rename(written.c_str(), file.c_str()) == 0 && key_file::sync_folder(file))
        return std::nullopt;
    return key_file::refusal(KeyFileFault::not_writable, "The keys file {} cannot be replaced: {}.",
                             file.string(), std::strerror(errno));
}

} // namespace evenhand::crypto
