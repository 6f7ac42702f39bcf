#include "people/identity/note_store.hpp"

#include "people/identity/erasure_store.hpp"
#include "storage/audit_erasure.hpp"
#include "storage/facts.hpp"

namespace evenhand::identity {

namespace note_store {

/// The vault knows claims and people; a note's key stands beside theirs under its own id.
Subject subject_of(NoteId note)
{
    const auto id = ClaimId::parse(note.text()); // ids of all kinds have one form
    CHECK(id.has_value());
    return *id;
}

} // namespace note_store

std::optional<SealedText> find_sealed(storage::UnitOfWork& work,
                                      const storage::Statement& statement, const std::string& row)
{
    auto found = work.sql().row<std::optional<std::string>, std::int64_t>(statement, {{"id", row}});
    if (!found || !std::get<0>(*found)) return std::nullopt;
    auto& [sealed, written] = *found;
    return SealedText{*std::move(sealed), Instant::from_micros(written)};
}

std::optional<std::string> NoteStore::seal(storage::UnitOfWork& work, const NotePlace& where,
                                           std::string_view text) const
{
    if (vault_.was_destroyed(work, where.person, KeyClass::casework)) return std::nullopt;
    const auto own = vault_.key_for(work, note_store::subject_of(where.note), KeyClass::casework);
    const auto persons = vault_.key_for(work, where.person, KeyClass::casework);
    return vault_.seal(persons, where.place, vault_.seal(own, where.place, text, work.random()),
                       work.random());
}

std::optional<std::string> NoteStore::open(storage::UnitOfWork& work, const NotePlace& where,
                                           std::string_view sealed) const
{
    const auto own = vault_.find_key(work, note_store::subject_of(where.note), KeyClass::casework);
    const auto persons = vault_.find_key(work, where.person, KeyClass::casework);
    if (!own || !persons) return std::nullopt;
    const auto inner = vault_.open(*persons, where.place, sealed);
    return std::string(vault_.open(*own, where.place, inner.text()).text());
}

bool NoteStore::destroy(storage::UnitOfWork& work, const NotePlace& where,
                        std::string_view reason) const
{
    const auto subject = note_store::subject_of(where.note);
    if (!vault_.destroy_key(work, subject, KeyClass::casework)) return false;
    auto row = storage::fact_columns(work, work.new_id<Id<struct ErasureTag>>().text(), reason);
    row.push_back({"subject_id", subject.id()});
    row.push_back({"key_class", name_of(KeyClass::casework)});
    work.append(erasure_table, row, reason);
    storage::erase_openings(work, {where.place.table, where.place.row}, reason);
    return true;
}

} // namespace evenhand::identity
