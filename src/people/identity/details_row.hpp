#pragma once

#include "people/identity/identity.hpp"
#include "people/identity/vault.hpp"
#include "storage/connection.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

// How details stand in a row: nine sealed text columns, alike in claims and people. For the stores
// of this room only.

namespace evenhand::identity {

inline constexpr std::array<std::string_view, 9> sealed_columns{
    "given_names", "family_name",    "known_as", "birth_date", "phone",
    "email",       "postal_address", "postcode", "nhs_number"};

inline constexpr std::size_t birth_date_column = 3;
static_assert(sealed_columns[birth_date_column] == "birth_date");

/// Details belong to the class that lets us reach somebody.
inline constexpr KeyClass details_class = KeyClass::contact;

/// In the order of sealed_columns, in clear; empty where nothing was given.
using DetailTexts = std::array<std::string, sealed_columns.size()>;

DetailTexts texts_of(const Details& said);
IdentityView view_of(DetailTexts texts);

/// A row as one of the find statements gives it, still sealed.
struct SealedDetails
{
    std::string subject_id;
    std::string row_id;
    Vault::WrappedKey key;
    std::array<std::optional<std::string>, sealed_columns.size()> texts;
};

struct SealingPlace
{
    const Vault& vault;
    const ClassKey& key;
    std::string_view table;
    std::string_view row;
    /// The row's own key, under the person's: so that a row that was entered in error can be
    /// destroyed alone. Null for claims, which are erased whole.
    const ClassKey* own = nullptr;
};

/// Adds one bind a column to `row`: sealed, or null where there is no text.
void seal_details(const SealingPlace& place, const DetailTexts& texts, RandomSource& random,
                  storage::Binds& row);
/// `own`: the key of the row itself, where it was sealed under one. Throws TamperedText.
DetailTexts open_details(const Vault& vault, std::string_view table, const SealedDetails& sealed,
                         const ClassKey* own = nullptr);

/// A row of details as the vault knows it, for its own key.
Subject subject_of_row(std::string_view row_id);

/// Runs a statement whose columns are subject, row, wrapped key, its two versions, and the sealed
/// columns in their order.
std::vector<SealedDetails> fetch_details(storage::UnitOfWork& work,
                                         const storage::Statement& statement,
                                         const storage::Binds& binds);

} // namespace evenhand::identity
