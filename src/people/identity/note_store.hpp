#pragma once

#include "core/id.hpp"
#include "core/time.hpp"
#include "people/identity/vault.hpp"
#include "storage/connection.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenhand::identity {

using NoteId = Id<struct NoteIdTag>;

/// Free text about a person in the row of another room.
struct NotePlace
{
    PersonId person;
    NoteId note; ///< the row's own id, read as a note's
    Place place; ///< table and column; its row is the note's id
};

/// A text as its row keeps it.
struct SealedText
{
    std::string sealed;
    Instant written;
};
/// The text of the row ":id", by a statement that selects it and when it was written; nothing where
/// the row has none.
std::optional<SealedText> find_sealed(storage::UnitOfWork& work,
                                      const storage::Statement& statement, const std::string& row);

/// Free text about a person, sealed twice: under a key of its own and under the person's casework
/// key. So one note that was entered in error can be destroyed alone (design 1.3), and erasing the
/// class erases every note.
class NoteStore
{
public:
    explicit NoteStore(const Vault& vault) : vault_(vault) {}

    /// Nothing if the person's casework class was erased: nothing more is written about them.
    std::optional<std::string> seal(storage::UnitOfWork& work, const NotePlace& where,
                                    std::string_view text) const;
    /// Nothing if the note or the class was destroyed.
    std::optional<std::string> open(storage::UnitOfWork& work, const NotePlace& where,
                                    std::string_view sealed) const;
    /// Destroys the note's own key and what the audit log holds open of its row, and keeps as a
    /// fact that it was done. False if it has no key.
    bool destroy(storage::UnitOfWork& work, const NotePlace& where, std::string_view reason) const;

private:
    const Vault& vault_;
};

} // namespace evenhand::identity
