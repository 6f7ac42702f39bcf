#pragma once

#include "recruitment/directory/directory.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::directory {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();

/// That a list was loaded: a fact.
struct Import
{
    ImportId id;
    Kind kind = Kind::practices;
    LocalDate as_of;
    std::string file_name;
    std::string file_hash;   ///< SHA-256 of its bytes
    std::string imported_by; ///< as the command said, or "the program" for what it ships
    std::int64_t kept = 0;
    std::int64_t left_out = 0; ///< sound rows that are of no use here, such as pharmacies
    std::int64_t rejected = 0;
    std::optional<Instant> recorded;
};

/// Where a page of a list begins: after the last row of the page before.
struct After
{
    std::string name;
    std::string id;
};

/// The same of the list of imports.
struct AfterImport
{
    Instant recorded;
    ImportId id;
};
struct ImportPage
{
    std::vector<Import> rows;
    std::optional<AfterImport> next; ///< nothing on the last page
};

/// At most `page_size` rows of a list in the order of their names.
template <class Item>
struct ListPage
{
    std::vector<Item> rows;
    std::optional<After> next; ///< nothing on the last page
};

/// Which practices: those whose name, address, postcode or code holds each of the words.
struct PracticeSearch
{
    std::string words = {};
    std::optional<After> after = {};
    const protocol::Area* area = nullptr; ///< only its own; null: all of the list
};

/// Where a postcode lies.
struct Located
{
    std::string district; ///< in today's codes
    std::vector<std::string>
        neighbours; ///< other districts into which its sector ("S36 1") reaches
};

/// The lists in force. Every function runs in the caller's unit of work, and `on` picks the list
/// whose `as_of` is the last that is not after it; a day before all lists is read by the first.
class DirectoryStore
{
public:
    static constexpr int page_size = 50;

    /// Open or not: Practice::open tells. Nothing if the list has no such code. Four statements.
    std::optional<Practice> practice(storage::UnitOfWork& work, const OdsCode& code,
                                     LocalDate on) const;
    /// Practices open on that day; no words: all of them. Three statements.
    ListPage<Practice> practices(storage::UnitOfWork& work, const PracticeSearch& search,
                                 LocalDate on) const;
    /// The areas into which practices of that district fall: those that name the district, and
    /// those of a commissioner that has an open practice there. A statement for each commissioner.
    std::vector<std::string> areas_in(storage::UnitOfWork& work,
                                      const std::vector<protocol::Area>& areas,
                                      std::string_view district, LocalDate on) const;

    /// `postcode` is written with its space. One that is no longer in use is still found.
    std::optional<Located> locate(storage::UnitOfWork& work, std::string_view postcode,
                                  LocalDate on) const;

    /// Two statements each; at most 200 rows, by name.
    std::vector<Venue> venues(storage::UnitOfWork& work, std::string_view area, LocalDate on) const;
    std::optional<Venue> venue(storage::UnitOfWork& work, std::string_view id, LocalDate on) const;
    ServicesPack services(storage::UnitOfWork& work, std::string_view area, LocalDate on) const;

    /// The list of that kind in force on that day, or nothing.
    std::optional<Import> in_force(storage::UnitOfWork& work, Kind kind, LocalDate on) const;
    /// The imports, the latest first, from the first one or from after the page before.
    ImportPage imports(storage::UnitOfWork& work,
                       const std::optional<AfterImport>& after = {}) const;
};

} // namespace evenhand::directory
