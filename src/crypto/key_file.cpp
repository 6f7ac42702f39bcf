// Layout, version 1. Lines that begin with "#" and empty lines are for people and not read.
//
//   evenhand-keys 1
//   mode live
//   created 2026-03-01T09:30:00.000000Z
//   key master <base64url of 32 bytes>
//   … one line for each purpose, in the order of key_purposes
//   bound <hex of a keyed hash of all the above>
//
// The last line is HMAC-SHA256 under a sub-key of the master key. It keeps no secret from whoever
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

constexpr std::string_view first_line = "evenhand-keys 1";
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

Hash256 binding(const Keys& keys)
{
    CanonicalWriter all;
    all.field(first_line).field(name_of(keys.mode())).i64(keys.created().micros());
    for (const KeyPurpose purpose : key_purposes)
        all.field(name_of(purpose)).field(keys.key(purpose).bytes());
    Bytes bytes = std::move(all).bytes();
    const Hash256 bound = hmac_sha256(keys.derived(KeyPurpose::master, "keys-file/1"), bytes);
    wipe(bytes.data(), bytes.size());
    return bound;
}

void render(const Keys& keys, WipedText& out)
{
    std::string& text = out.text;
    text.reserve(largest_file); // growing would leave copies of the keys behind
    text += "# Keys of an Evenhand installation. Whoever can read this file can read every name,\n"
            "# number and note that the installation keeps; without it nobody can. Keep a copy in\n"
            "# a locked place away from the database and its backups. Do not edit it.\n";
    text += fmt::format("{}\nmode {}\ncreated {}\n", first_line, name_of(keys.mode()),
                        keys.created().iso());
    for (const KeyPurpose purpose : key_purposes) {
        std::string key = to_base64url(keys.key(purpose).bytes());
        text.append("key ").append(name_of(purpose)).append(" ").append(key).append("\n");
        wipe(key.data(), key.size());
    }
    text += fmt::format("bound {}\n", binding(keys).text());
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

// What is wrong with the text, in words, or the keys.
Result<Keys, std::string> parse(std::string_view text)
{
    Lines lines(text);
    const auto first = lines.next();
    if (!first || !first->starts_with("evenhand-keys "))
        return refuse(std::string("it is not a keys file"));
    if (*first != first_line)
        return refuse(std::string("it is of a version that this program does not know"));
    const auto mode = mode_named(lines.after("mode ").value_or(""));
    if (!mode) return refuse(std::string("its line \"mode\" is missing or wrong"));
    const auto created = Instant::parse(lines.after("created ").value_or(""));
    if (!created) return refuse(std::string("its line \"created\" is missing or wrong"));

    std::vector<SecretKey> keys;
    for (const KeyPurpose purpose : key_purposes) {
        auto key = parse_key(lines.after(fmt::format("key {} ", name_of(purpose))));
        if (!key)
            return refuse(fmt::format("its line \"key {}\" is missing or wrong", name_of(purpose)));
        keys.push_back(std::move(*key));
    }
    const auto bound = Hash256::parse(lines.after("bound ").value_or(""));
    if (!bound || lines.next() || !lines.at_end())
        return refuse(std::string("its end is missing or wrong"));
    auto read = Keys::assembled(*mode, *created, std::move(keys));
    if (!equal_in_constant_time(ByteView(binding(read).bytes()), bound->bytes()))
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
                       "There is no keys file {}: evenhand init --keys {} makes one.", name, name);
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

Result<Keys, KeyFileRefusal> load_key_file(const std::filesystem::path& file, Mode wanted)
{
    const std::string name = file.string();
    // The file is judged by its open descriptor, so it cannot be exchanged between look and read;
    // O_NONBLOCK keeps a pipe of that name from holding the program up.
    const key_file::Descriptor descriptor(
        ::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!descriptor.good()) return refuse(key_file::cannot_open(name, errno));
    struct stat status
    {
    };
    if (::fstat(descriptor.number(), &status) != 0)
        return refuse(key_file::cannot_open(name, errno));
    if (auto refusal = key_file::check_status(name, status)) return refuse(std::move(*refusal));

    key_file::WipedText text;
    if (!key_file::read_all(descriptor.number(), text))
        return refuse(key_file::cannot_open(name, errno));
    auto keys = key_file::parse(text.text);
    if (!keys)
        return refuse(key_file::refusal(
            KeyFileFault::malformed, "The keys file {} cannot be used: {}.", name, keys.error()));
    if (keys->mode() != wanted)
        return refuse(key_file::refusal(KeyFileFault::wrong_mode,
                                        "The keys file {} is for {} and this is a {} installation.",
                                        name, name_of(keys->mode()), name_of(wanted)));
    return std::move(*keys);
}

} // namespace evenhand::crypto
