#pragma once

#include "people/contacts/contacts.hpp"
#include "people/identity/identity_store.hpp"
#include "people/identity/in_error.hpp"
#include "people/identity/note_store.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::contacts {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();
/// The rows of this room with texts sealed for that person, for an erasure of the class.
std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class);

/// Whether contacts that were entered in error are shown.
enum class Errors { hidden, shown };
/// Whether contacts that were made at a support case are shown. That there are any tells the arm.
/// One that was entered in error is shown where those are: it is destroyed by who does not have the
/// case.
enum class OfCases { hidden, shown };

/// Which contacts somebody is shown.
struct Seen
{
    Errors errors = Errors::hidden;
    OfCases of_cases = OfCases::hidden;
};

/// Where a page begins: after the last contact of the page before.
struct After
{
    Instant occurred;
    ContactId id;
};
struct ContactPage
{
    std::vector<Contact> rows;
    std::optional<After> next; ///< nothing on the last page
};

/// The contact log. Every function runs in the caller's unit of work.
class ContactStore
{
public:
    /// Called in the same unit of work whenever a contact was written or hidden. `app/` hands in
    /// what the rooms above count from contacts.
    using Changed = std::function<void(storage::UnitOfWork&, PersonId)>;
    explicit ContactStore(const identity::NoteStore& notes, Changed changed = {})
        : notes_(notes), changed_(std::move(changed))
    {
    }

    /// Writes the contact, its note sealed.
    Result<ContactId, Refusal> record(storage::UnitOfWork& work, PersonId person,
                                      const NewContact& contact) const;
    /// It was written on the wrong person: hidden from then on. `not_there` if it is not this
    /// person's, or is hidden already.
    Result<ContactId, Refusal> mark_in_error(storage::UnitOfWork& work, PersonId person,
                                             ContactId contact,
                                             identity::InErrorBecause because) const;
    /// The contact of that person, opened.
    std::optional<Contact> find(storage::UnitOfWork& work, PersonId person, ContactId contact,
                                Seen seen) const;
    static constexpr int page_size = 50;
    /// The latest first, from the first one or from after the page before.
    ContactPage page(storage::UnitOfWork& work, PersonId person, Seen seen,
                     const std::optional<After>& after = {}) const;
    /// Destroys the note of a contact that was entered in error.
    bool destroy_note(storage::UnitOfWork& work, PersonId person, ContactId contact,
                      std::string_view reason) const;

private:
    struct Which
    {
        std::optional<ContactId> only = {};
        std::optional<After> after = {};
    };
    std::vector<Contact> read(storage::UnitOfWork& work, PersonId person, Seen seen,
                              const Which& which) const;

    const identity::NoteStore& notes_;
    Changed changed_;
};

} // namespace evenhand::contacts
