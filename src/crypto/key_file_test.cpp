#include "crypto/key_file.hpp"

#include "core/check.hpp"
#include "core/keyed_random_source.hpp"
#include "crypto/process_hardening.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>

namespace evenhand::crypto::key_file_test {

using testing::HasSubstr;
using testing::Not;

const Instant made = *Instant::parse("2026-03-01T09:30:00Z");

/// A folder of its own, gone with the test.
class Folder
{
public:
    Folder()
    {
        std::string name =
            (std::filesystem::temp_directory_path() / "evenhand-keys-XXXXXX").string();
        CHECK(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

std::string read(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Puts a text in place of the file, with the rights that a keys file must have.
void put(const std::filesystem::path& file, std::string_view text)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
    ::chmod(file.c_str(), 0600);
}

Keys live_keys(std::uint64_t seed = 1, KeyRing ring = KeyRing::server)
{
    auto random = KeyedRandomSource::from_seed(seed);
    return Keys::random(Mode::live, made, random, ring);
}

constexpr std::array rings{KeyRing::server, KeyRing::allocator};

/// Of a training that an earlier Evenhand set up, when both rings stood in one file.
constexpr std::string_view undivided = R"(evenhand-keys 1
mode training
created 2026-11-23T17:44:24.796085Z
key master hvI8UXKwB_8n25-S4OG3_njK5ETd8WGtYreq6UKauHM
key index-nhs-number 4nIxS5ewbwPjrEFKCgNaW0pqeV_rL1rmEEEwnzkmVBw
key index-ni-number tK8ZWGWJZIVVrzAj-Cpmymmi0Vylz70lRqgixw7gfx0
key index-email VZBK5C02XMjs7SsrSV9S5OsmPoeZzRv5bzoNVTek0vc
key index-phone QOP1-n8ca3aP0gG0rBeRvzPb3k1eoKvuxlaeo7Qjhn0
key index-name-birth pWAIQt3lmwMvZFARzgBBhAbLN1Mg77jIeAZzfIogIHo
key session sA9tTRPscQnxvsYTm80tUROZ2mBId_qrfRQh_DSkMZY
key password przoAx3yKNgJPQFUS1ndewgrEQmE-1doPu7r_W99NuY
key csrf gNLnulDS0V0eq3qx0KJmbhTvgbTOL2Zz5vALeseCPEI
key audit-signing sdo_0AeR-vDLEKR7zhRfbheqF2MqFHnQIYcXOg-dJkA
key audit-sealing f78aRsynKvMUuq4XX06HDpCv6EAZ6P4wNChe0_uB_s8
key row-binding m3zQ42joEflowE6vxjPI81ImQ3fK8Ngnh4CpWR8ypjw
key draft-sealing n49s1nuyQVqmciHjf4nMVlsN2cpGpKBbVvkb2wMbKaA
key journey LlUiyTMYKPhwV0-qZjX0ifm4HtgFka4n1yBE24qi30w
key allocation-seed 7JWGbm-CLcVtBtd0XJJkQsn4PeE2Ec5iSu4VPhCuV6Y
key allocation-binding HIdBmHnH_886z8q1PNUaWndqbpYdwSr5IWkSq_2elzI
bound 21647cba318d05c639e616490b2b57cb16ea3fcce620dc19e52389c7da927abd
)";

/// The line of a key in a file.
std::string line_of(std::string_view text, std::string_view name)
{
    const std::size_t at = text.find("\nkey " + std::string(name) + " ");
    CHECK(at != std::string::npos);
    return std::string(text.substr(at + 1, text.find('\n', at + 1) - at));
}

std::string changed(std::string text, std::string_view from, std::string_view to)
{
    const std::size_t at = text.find(from);
    CHECK(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

KeyFileFault fault_of(const std::filesystem::path& file, Mode wanted = Mode::live)
{
    const auto keys = load_key_file(file, wanted);
    CHECK(!keys);
    EXPECT_THAT(keys.error().sentence, HasSubstr(file.string()));
    EXPECT_TRUE(keys.error().sentence.ends_with('.'));
    return keys.error().fault;
}

/// Writes the keys where no file may grow beyond 100 bytes, which stands in for a full disk, and
/// says whether it was refused and nothing was left.
bool failed_write_leaves_nothing(const std::filesystem::path& file)
{
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{.rlim_cur = 100, .rlim_max = 100};
    CHECK(setrlimit(RLIMIT_FSIZE, &small) == 0);
    const auto refusal = write_key_file(file, live_keys());
    return refusal && refusal->fault == KeyFileFault::not_writable &&
           refusal->sentence.find("File too large") != std::string::npos &&
           !std::filesystem::exists(file);
}

bool hardened_process()
{
    harden_process();
    rlimit core{};
    getrlimit(RLIMIT_CORE, &core);
    return core.rlim_cur == 0 && core.rlim_max == 0 && prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 &&
           ::umask(0) == 077;
}

TEST(Keys, EachPurposeHasAKeyOfItsOwn)
{
    std::set<Bytes> keys;
    std::set<std::string> names;
    std::set<std::string> fingerprints;
    std::size_t count = 0;
    for (const KeyRing ring : rings) {
        const Keys live = live_keys(ring == KeyRing::server ? 1 : 2, ring);
        for (const KeyPurpose purpose : purposes_of(ring)) {
            const auto bytes = live.key(purpose).bytes();
            keys.emplace(bytes.begin(), bytes.end());
            names.emplace(name_of(purpose));
            fingerprints.insert(live.fingerprint(purpose));
            ++count;
        }
    }
    EXPECT_EQ(keys.size(), count);
    EXPECT_EQ(names.size(), count);
    EXPECT_EQ(fingerprints.size(), count);
}

TEST(Keys, OfOneRingHoldNoneOfTheOther)
{
    EXPECT_THROW((void)live_keys().key(KeyPurpose::allocation_seed), Bug);
    const Keys allocator = live_keys(1, KeyRing::allocator);
    for (const KeyPurpose purpose : purposes_of(KeyRing::server))
        EXPECT_THROW((void)allocator.key(purpose), Bug) << name_of(purpose);
}

TEST(Keys, AFingerprintIsThatOfKeyPurposeAndMode)
{
    const Keys one = live_keys(1);
    EXPECT_EQ(one.fingerprint(KeyPurpose::master).size(), 32U);
    EXPECT_EQ(one.fingerprint(KeyPurpose::master), live_keys(1).fingerprint(KeyPurpose::master));
    EXPECT_NE(one.fingerprint(KeyPurpose::master), live_keys(2).fingerprint(KeyPurpose::master));
    auto random = KeyedRandomSource::from_seed(1);
    const Keys training = Keys::random(Mode::training, made, random);
    EXPECT_NE(one.fingerprint(KeyPurpose::master), training.fingerprint(KeyPurpose::master));
}

TEST(Keys, DemoKeysFollowFromTheirSeedAndAreAlwaysOfADemo)
{
    const Keys one = Keys::for_demo(1, made);
    EXPECT_EQ(one.mode(), Mode::demo);
    for (const KeyPurpose purpose : purposes_of(KeyRing::server)) {
        EXPECT_EQ(one.fingerprint(purpose), Keys::for_demo(1, made).fingerprint(purpose));
        EXPECT_NE(one.fingerprint(purpose), Keys::for_demo(2, made).fingerprint(purpose));
    }
}

TEST(Keys, ASubKeyIsThatOfItsPurposeAndLabel)
{
    const Keys keys = live_keys();
    const auto hex = [&](KeyPurpose purpose, std::string_view label) {
        return to_hex(keys.derived(purpose, label).bytes());
    };
    EXPECT_EQ(hex(KeyPurpose::password, "a/1"), hex(KeyPurpose::password, "a/1"));
    EXPECT_NE(hex(KeyPurpose::password, "a/1"), hex(KeyPurpose::password, "a/2"));
    EXPECT_NE(hex(KeyPurpose::password, "a/1"), hex(KeyPurpose::session, "a/1"));
}

TEST(Keys, TheLogIsSignedWithTheKeyOfItsPurpose)
{
    const Keys keys = live_keys();
    EXPECT_EQ(keys.audit_signing_key().public_key(),
              SigningKey::from_seed(keys.key(KeyPurpose::audit_signing)).public_key());
    EXPECT_THROW((void)Keys::assembled(KeyRing::server, Mode::live, made, {}), Bug);
}

TEST(Mode, HasAName)
{
    for (const Mode mode : {Mode::demo, Mode::training, Mode::live})
        EXPECT_EQ(mode_named(name_of(mode)), mode);
    EXPECT_EQ(mode_named("Live"), std::nullopt);
    EXPECT_EQ(mode_named(""), std::nullopt);
}

TEST(KeyFile, IsReadBackAsItWasWritten)
{
    const Folder folder;
    const auto file = folder / "keys";
    for (const KeyRing ring : rings) {
        const Keys keys = live_keys(1, ring);
        ASSERT_EQ(write_key_file(file, keys), std::nullopt);
        const auto loaded = load_key_file(file, Mode::live, ring);
        ASSERT_TRUE(loaded) << loaded.error().sentence;
        EXPECT_EQ(loaded->mode(), Mode::live);
        EXPECT_EQ(loaded->created(), made);
        for (const KeyPurpose purpose : purposes_of(ring))
            EXPECT_EQ(loaded->fingerprint(purpose), keys.fingerprint(purpose));
        std::filesystem::remove(file);
    }
}

TEST(KeyFile, IsNotTakenForThatOfTheOtherRing)
{
    const Folder folder;
    ASSERT_FALSE(write_key_file(folder / "servers", live_keys()));
    ASSERT_FALSE(write_key_file(folder / "allocators", live_keys(1, KeyRing::allocator)));
    EXPECT_EQ(fault_of(folder / "allocators"), KeyFileFault::malformed);
    const auto other = load_key_file(folder / "servers", Mode::live, KeyRing::allocator);
    ASSERT_FALSE(other);
    EXPECT_THAT(other.error().sentence, HasSubstr("one is the server's, one the allocator's"));
}

TEST(KeyFile, OfAnEarlierEvenhandIsDividedAndLosesNoKey)
{
    const Folder folder;
    const auto file = folder / "keys";
    const auto allocators = folder / "allocators";
    put(file, undivided);
    const auto refused = load_key_file(file, Mode::training);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().sentence, HasSubstr("`evenhand keys divide`"));
    EXPECT_EQ(divide_key_file(file, allocators, Mode::live)->fault, KeyFileFault::wrong_mode);

    ASSERT_EQ(divide_key_file(file, allocators, Mode::training), std::nullopt);
    EXPECT_TRUE(load_key_file(file, Mode::training));
    EXPECT_TRUE(load_key_file(allocators, Mode::training, KeyRing::allocator));
    for (const KeyRing ring : rings) {
        const std::string text = read(ring == KeyRing::server ? file : allocators);
        for (const KeyPurpose purpose : purposes_of(ring))
            EXPECT_EQ(line_of(text, name_of(purpose)), line_of(undivided, name_of(purpose)));
    }
    EXPECT_THAT(read(file), Not(HasSubstr("allocation-seed")));
    EXPECT_THAT(divide_key_file(file, allocators, Mode::training)->sentence,
                HasSubstr("so there is nothing to divide"));
}

TEST(KeyFile, ThatWasBeingDividedWhenTheProgramStoppedIsDividedByTheNextTry)
{
    const Folder folder;
    const auto file = folder / "keys";
    const auto allocators = folder / "allocators";
    put(file, undivided);
    ASSERT_FALSE(divide_key_file(file, allocators, Mode::training));
    // As it was before the last step.
    std::filesystem::rename(file, folder / "keys.divided");
    put(file, undivided);
    ASSERT_EQ(divide_key_file(file, allocators, Mode::training), std::nullopt);
    EXPECT_TRUE(load_key_file(file, Mode::training));
    EXPECT_FALSE(std::filesystem::exists(folder / "keys.divided"));

    put(file, undivided);
    std::filesystem::remove(allocators);
    ASSERT_FALSE(write_key_file(allocators, Keys::for_demo(1, made, KeyRing::allocator)));
    EXPECT_TRUE(divide_key_file(file, allocators, Mode::training))
        << "what stands there is another";
    EXPECT_EQ(read(file), undivided);
}

TEST(KeyFile, SaysWhatItIsToAPerson)
{
    const Folder folder;
    const auto file = folder / "keys";
    ASSERT_FALSE(write_key_file(file, live_keys()));
    const std::string text = read(file);
    EXPECT_THAT(text, HasSubstr("# Keys of an Evenhand installation."));
    EXPECT_THAT(text, HasSubstr("\nevenhand-keys 2\nmode live\ncreated 2026-03-01T09:30:00."));
}

TEST(KeyFile, OnlyItsOwnerMayReadIt)
{
    const Folder folder;
    const auto file = folder / "keys";
    const mode_t mask = ::umask(0);
    const auto refused = write_key_file(file, live_keys());
    ::umask(mask);
    ASSERT_FALSE(refused);
    struct stat status
    {
    };
    ASSERT_EQ(::stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0600U);
}

TEST(KeyFile, IsNeverOverwritten)
{
    const Folder folder;
    const auto file = folder / "keys";
    ASSERT_FALSE(write_key_file(file, live_keys(1)));
    const std::string before = read(file);
    const auto refusal = write_key_file(file, live_keys(2));
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->fault, KeyFileFault::already_there);
    EXPECT_EQ(read(file), before);
    // A link, even to nowhere, is not followed.
    const auto link = folder / "link";
    std::filesystem::create_symlink(folder / "elsewhere", link);
    EXPECT_EQ(write_key_file(link, live_keys())->fault, KeyFileFault::already_there);
    EXPECT_FALSE(std::filesystem::exists(folder / "elsewhere"));
}

TEST(KeyFile, AFolderThatIsNotThereIsSaidSo)
{
    const Folder folder;
    const auto refusal = write_key_file(folder / "none/keys", live_keys());
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->fault, KeyFileFault::not_writable);
    EXPECT_THAT(refusal->sentence, HasSubstr("No such file or directory"));
}

TEST(KeyFile, AFailedWriteLeavesNothingBehind)
{
    const Folder folder;
    const auto file = folder / "keys";
    EXPECT_EXIT(_exit(failed_write_leaves_nothing(file) ? 0 : 1), testing::ExitedWithCode(0), "");
}

TEST(KeyFile, OpenToOthersIsRefusedWhicheverRightTheyHave)
{
    const Folder folder;
    const auto file = folder / "keys";
    ASSERT_FALSE(write_key_file(file, live_keys()));
    for (const mode_t right : {0040U, 0020U, 0010U, 0004U, 0002U, 0001U}) {
        ::chmod(file.c_str(), 0600U | right);
        EXPECT_EQ(fault_of(file), KeyFileFault::open_to_others) << right;
    }
    ::chmod(file.c_str(), 0400);
    EXPECT_TRUE(load_key_file(file, Mode::live));
}

TEST(KeyFile, WhatIsNotARegularFileIsRefused)
{
    const Folder folder;
    EXPECT_EQ(fault_of(folder / "none"), KeyFileFault::not_found);
    std::filesystem::create_directory(folder / "folder");
    EXPECT_EQ(fault_of(folder / "folder"), KeyFileFault::not_regular);
    ::mkfifo((folder / "pipe").c_str(), 0600);
    EXPECT_EQ(fault_of(folder / "pipe"), KeyFileFault::not_regular);
    ASSERT_FALSE(write_key_file(folder / "keys", live_keys()));
    std::filesystem::create_symlink(folder / "keys", folder / "link");
    EXPECT_EQ(fault_of(folder / "link"), KeyFileFault::not_regular);
}

TEST(KeyFile, AnotherOwnersFileIsRefused)
{
    if (::geteuid() != 0) {
        // Only root can give a file away; everyone else has root's files to try.
        EXPECT_EQ(fault_of("/etc/passwd"), KeyFileFault::other_owner);
        return;
    }
    const Folder folder;
    const auto file = folder / "keys";
    ASSERT_FALSE(write_key_file(file, live_keys()));
    ASSERT_EQ(::chown(file.c_str(), 65534, 65534), 0);
    EXPECT_EQ(fault_of(file), KeyFileFault::other_owner);
}

TEST(KeyFile, OfAnotherModeIsRefused)
{
    const Folder folder;
    const auto file = folder / "keys";
    ASSERT_FALSE(write_key_file(file, Keys::for_demo(1, made)));
    EXPECT_TRUE(load_key_file(file, Mode::demo));
    EXPECT_EQ(fault_of(file, Mode::live), KeyFileFault::wrong_mode);
    EXPECT_EQ(fault_of(file, Mode::training), KeyFileFault::wrong_mode);
}

TEST(KeyFile, DemoKeysCannotBeMadeLiveByEditingTheFile)
{
    const Folder folder;
    const auto file = folder / "keys";
    ASSERT_FALSE(write_key_file(file, Keys::for_demo(1, made)));
    put(file, changed(read(file), "mode demo", "mode live"));
    EXPECT_EQ(fault_of(file), KeyFileFault::malformed);
}

TEST(KeyFile, AnyLineChangedLostDoubledOrSwappedIsNoticed)
{
    const Folder folder;
    const auto file = folder / "keys";
    ASSERT_FALSE(write_key_file(file, live_keys()));
    const std::string text = read(file);
    const auto refused = [&](const std::string& other) {
        put(file, other);
        EXPECT_EQ(fault_of(file), KeyFileFault::malformed) << other.size();
    };
    for (std::size_t at = text.find("evenhand-keys"); at < text.size(); ++at) {
        std::string other = text;
        other[at] = static_cast<char>(other[at] ^ 1);
        refused(other);
    }
    for (std::size_t start = text.find("evenhand-keys"); start < text.size();) {
        const std::size_t length = text.find('\n', start) + 1 - start;
        refused(std::string(text).erase(start, length));
        refused(std::string(text).insert(start, text.substr(start, length)));
        start += length;
    }
    // The names of two lines exchanged, as if the keys had been.
    const std::string half = changed(text, "key session ", "key other ");
    refused(changed(changed(half, "key csrf ", "key session "), "key other ", "key csrf "));
    refused("");
    refused("hello\n");
    refused(changed(text, "evenhand-keys 2", "evenhand-keys 3"));
    refused(text + std::string(20'000, '#') + "\n");
    refused(text + "left over");
    put(file, "# A remark of the custodian.\n\n" + text);
    EXPECT_TRUE(load_key_file(file, Mode::live));
}

TEST(KeyFile, NoRefusalRepeatsAKey)
{
    const Folder folder;
    const auto file = folder / "keys";
    const Keys keys = live_keys();
    ASSERT_FALSE(write_key_file(file, keys));
    put(file, changed(read(file), "bound ", "bound 0"));
    const auto loaded = load_key_file(file, Mode::live);
    ASSERT_FALSE(loaded);
    for (const KeyPurpose purpose : purposes_of(KeyRing::server))
        EXPECT_THAT(loaded.error().sentence,
                    Not(HasSubstr(to_base64url(keys.key(purpose).bytes()))));
}

TEST(Hardening, TheProcessDumpsNoCoreAndMakesFilesForItselfAlone)
{
    EXPECT_EXIT(_exit(hardened_process() ? 0 : 1), testing::ExitedWithCode(0), "");
}

} // namespace evenhand::crypto::key_file_test
