#pragma once

#include "core/check.hpp"
#include "core/id.hpp"
#include "core/ni_number.hpp"
#include "crypto/keys.hpp"
#include "crypto/sealing.hpp"
#include "people/identity/identity.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::identity {

/// Four keys for each subject, because what they seal is kept for different lengths of time
/// (design 4, vault).
enum class KeyClass { contact, casework, research, linkage };

/// As the key table and the wrapping know it: "contact".
std::string_view name_of(KeyClass key_class);

/// Someone whose texts are sealed: a claim, or a person.
class Subject
{
public:
    Subject(ClaimId claim) : id_(claim.text()) {}
    Subject(PersonId person) : id_(person.text()) {}
    [[nodiscard]] const std::string& id() const { return id_; }

private:
    std::string id_;
};

/// A subject's class key, unwrapped. It lives for the length of one unit of work.
class ClassKey
{
public:
    ClassKey(crypto::SecretKey key, std::uint32_t version) : key_(std::move(key)), version_(version)
    {
    }

private:
    friend class Vault;
    crypto::SecretKey key_;
    std::uint32_t version_;
};

/// Where a sealed text stands. It opens nowhere else.
struct Place
{
    std::string_view table;  ///< a literal
    std::string_view column; ///< a literal
    std::string_view row;    ///< the row's key
};

/// Seals and opens what is known of people, and makes the look-up hashes. Its statements are in
/// vault_store.cpp. Safe from any thread; nothing of a subject is kept between calls.
class Vault
{
public:
    /// Borrows the keys, which outlive it.
    explicit Vault(const crypto::Keys& keys) : keys_(keys) {}

    /// The subject's key of the class, made if there is none. Never call it for a subject whose
    /// class was erased: it would look as if there had been nothing to erase (CHECK).
    ClassKey key_for(storage::UnitOfWork& work, const Subject& subject, KeyClass key_class) const;
    /// The key, or nothing if it was never made or has been erased.
    std::optional<ClassKey> find_key(storage::UnitOfWork& work, const Subject& subject,
                                     KeyClass key_class) const;
    /// The keys of a list page, by claim, in one statement; those that are not there are left out.
    /// CHECKs at most 100.
    std::map<ClaimId, ClassKey>
    find_keys(storage::UnitOfWork& work, std::span<const ClaimId> claims, KeyClass key_class) const;
    /// Whether there was a key and it was destroyed: nothing more may be sealed there.
    bool was_destroyed(storage::UnitOfWork& work, const Subject& subject, KeyClass key_class) const;
    /// Destroys the key: all that it sealed can never be opened again. False if there was none.
    bool destroy_key(storage::UnitOfWork& work, const Subject& subject, KeyClass key_class) const;

    /// Whether any class of the subject was erased: nothing new is then asked of them.
    bool any_erased(storage::UnitOfWork& work, const Subject& subject) const;

    /// base64url for a text column.
    [[nodiscard]] std::string seal(const ClassKey& key, const Place& place, std::string_view text,
                                   RandomSource& random) const;
    /// The text sealed for exactly this place. Throws TamperedText if it was changed, moved, or
    /// sealed under another key: the row is not what this program wrote.
    [[nodiscard]] crypto::Opened open(const ClassKey& key, const Place& place,
                                      std::string_view sealed) const;

    /// 32 hexadecimal digits: HMAC-SHA256 under the key of that kind, cut to 128 bits.
    [[nodiscard]] std::string index_value(const IndexText& text) const;
    /// The same of a National Insurance number, by which nobody is searched for.
    [[nodiscard]] std::string index_value(const NiNumber& number) const;

    /// A key as a row of `subject_key` or of a join with it holds it.
    struct WrappedKey
    {
        std::string subject_id;
        KeyClass key_class = KeyClass::contact;
        std::string wrapped;
        std::uint32_t key_version = 1;
        std::uint32_t master_version = 1;
    };
    /// For a list that has fetched rows and keys in one statement. Throws TamperedText.
    [[nodiscard]] ClassKey unwrap(const WrappedKey& row) const;

private:
    const crypto::Keys& keys_;
};

/// A sealed text or wrapped key does not open where it stands. It names the place, never a value.
class TamperedText : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

} // namespace evenhand::identity
