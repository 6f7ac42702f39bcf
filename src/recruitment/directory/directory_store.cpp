#include "recruitment/directory/directory_store.hpp"

#include "core/check.hpp"
#include "recruitment/directory/import_store.hpp"
#include "storage/facts.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <sstream>
#include <utility>

namespace evenhand::directory {

namespace directory_store {

using storage::Statement;
using Text = std::string;

// The columns of an import, and which one is in force: the last that is not after the day. Where
// two show the same day the one recorded later is a correction of the other.
constexpr Statement find_in_force{
    "directory_import.in_force",
    "SELECT id, kind, as_of, file_name, file_hash, imported_by, rows_kept, rows_left_out, "
    "rows_rejected, recorded_at FROM directory_import WHERE kind = :kind AND as_of <= :on "
    "ORDER BY as_of DESC, recorded_at DESC, id DESC LIMIT 1"};
constexpr Statement find_first{
    "directory_import.first",
    "SELECT id, kind, as_of, file_name, file_hash, imported_by, rows_kept, rows_left_out, "
    "rows_rejected, recorded_at FROM directory_import WHERE kind = :kind "
    "ORDER BY as_of, recorded_at DESC, id DESC LIMIT 1"};
constexpr Statement list_imports{
    "directory_import.list",
    "SELECT id, kind, as_of, file_name, file_hash, imported_by, rows_kept, rows_left_out, "
    "rows_rejected, recorded_at FROM directory_import WHERE (recorded_at, id) < (:after_at, "
    ":after_id) "
    "ORDER BY recorded_at DESC, id DESC LIMIT :most"};

// The district of a practice is that of its postcode, which stands in another list.
constexpr Statement find_practice{
    "directory_practice.find",
    "SELECT p.code, p.name, p.address, p.postcode, p.commissioner, coalesce(c.district, ''), "
    "p.state, p.valid_from, p.valid_until FROM directory_practice p LEFT JOIN directory_postcode "
    "c ON c.import_id = :postcodes AND c.postcode = p.postcode "
    "WHERE p.import_id = :practices AND p.code = :code"};
constexpr Statement search_practices{
    "directory_practice.search",
    "SELECT p.code, p.name, p.address, p.postcode, p.commissioner, coalesce(c.district, ''), "
    "p.state, p.valid_from, p.valid_until FROM directory_practice p LEFT JOIN directory_postcode "
    "c ON c.import_id = :postcodes AND c.postcode = p.postcode "
    "WHERE p.import_id = :practices AND p.state = 'active' "
    "AND (p.valid_from = '' OR p.valid_from <= :on) "
    "AND (p.valid_until = '' OR p.valid_until >= :on) "
    "AND p.search_key LIKE :word_1 AND p.search_key LIKE :word_2 AND p.search_key LIKE :word_3 "
    "AND (:commissioners = '' OR :commissioners LIKE '%.' || p.commissioner || '.%') "
    "AND (:districts = '' OR :districts LIKE '%.' || c.district || '.%') "
    "AND (p.name, p.code) > (:after_name, :after_code) ORDER BY p.name, p.code LIMIT :most"};
constexpr Statement practice_in_district{
    "directory_practice.in_district",
    "SELECT p.code FROM directory_practice p JOIN directory_postcode c ON c.import_id = :postcodes "
    "AND c.postcode = p.postcode WHERE p.import_id = :practices "
    "AND p.commissioner = :commissioner AND p.state = 'active' "
    "AND (p.valid_from = '' OR p.valid_from <= :on) "
    "AND (p.valid_until = '' OR p.valid_until >= :on) AND c.district = :district LIMIT 1"};

constexpr Statement find_postcode{"directory_postcode.find",
                                  "SELECT district FROM directory_postcode "
                                  "WHERE import_id = :import AND postcode = :postcode"};
constexpr Statement districts_of_sector{
    "directory_postcode.districts_of_sector",
    "SELECT DISTINCT district FROM directory_postcode WHERE import_id = :import "
    "AND postcode >= :first AND postcode <= :last AND district <> :own ORDER BY district"};

// An area has a few dozen venues and local services: a list of more would be of no use to anybody.
constexpr Statement list_venues{
    "directory_venue.of_area",
    "SELECT venue, area, name, address, postcode, access, valid_from, valid_until "
    "FROM directory_venue WHERE import_id = :import AND area = :area "
    "AND (valid_from = '' OR valid_from <= :on) AND (valid_until = '' OR valid_until >= :on) "
    "ORDER BY name, venue LIMIT 200"};
constexpr Statement find_venue{
    "directory_venue.find",
    "SELECT venue, area, name, address, postcode, access, valid_from, valid_until "
    "FROM directory_venue WHERE import_id = :import AND venue = :venue"};
constexpr Statement list_services{
    "directory_service.of_area",
    "SELECT service, area, name, what, for_whom, how, valid_from, valid_until "
    "FROM directory_service WHERE import_id = :import AND area = :area "
    "AND (valid_from = '' OR valid_from <= :on) AND (valid_until = '' OR valid_until >= :on) "
    "ORDER BY name, service LIMIT 200"};

LocalDate date_of(const Text& iso)
{
    const auto date = LocalDate::parse(iso);
    CHECK(date.has_value());
    return *date;
}

std::optional<LocalDate> maybe_date(const Text& iso)
{
    return iso.empty() ? std::nullopt : std::optional(date_of(iso));
}

Validity validity(const Text& from, const Text& until)
{
    return {.from = maybe_date(from), .until = maybe_date(until)};
}

std::vector<Import> read_imports(storage::Connection& sql, const Statement& statement,
                                 const storage::Binds& binds)
{
    std::vector<Import> imports;
    for (auto& [id, kind, as_of, file, hash, by, kept, left_out, rejected, at] :
         sql.rows<Text, Text, Text, Text, Text, Text, std::int64_t, std::int64_t, std::int64_t,
                  std::int64_t>(statement, binds)) {
        const auto known = ImportId::parse(id);
        CHECK(known.has_value());
        imports.push_back({.id = *known,
                           .kind = kind_named(kind).value(),
                           .as_of = date_of(as_of),
                           .file_name = std::move(file),
                           .file_hash = std::move(hash),
                           .imported_by = std::move(by),
                           .kept = kept,
                           .left_out = left_out,
                           .rejected = rejected,
                           .recorded = Instant::from_micros(at)});
    }
    return imports;
}

/// The id of the list in force as a statement binds it; no list has the empty one.
Text list_id(storage::UnitOfWork& work, const DirectoryStore& store, Kind kind, LocalDate on)
{
    const auto import = store.in_force(work, kind, on);
    return import ? import->id.text() : Text{};
}

std::vector<Practice> read_practices(storage::Connection& sql, const Statement& statement,
                                     const storage::Binds& binds)
{
    std::vector<Practice> practices;
    for (auto& [code, name, address, postcode, commissioner, district, state, from, until] :
         sql.rows<Text, Text, Text, Text, Text, Text, Text, Text, Text>(statement, binds)) {
        const auto known = OdsCode::parse(code, OdsKind::any);
        CHECK(known.has_value());
        practices.push_back({.code = *known,
                             .name = std::move(name),
                             .address = std::move(address),
                             .postcode = std::move(postcode),
                             .commissioner = std::move(commissioner),
                             .district = std::move(district),
                             .state = practice_state_named(state).value(),
                             .valid = validity(from, until)});
    }
    return practices;
}

std::vector<Venue> read_venues(storage::Connection& sql, const Statement& statement,
                               const storage::Binds& binds)
{
    std::vector<Venue> venues;
    for (auto& [id, area, name, address, postcode, access, from, until] :
         sql.rows<Text, Text, Text, Text, Text, Text, Text, Text>(statement, binds)) {
        venues.push_back({.id = std::move(id),
                          .area = std::move(area),
                          .name = std::move(name),
                          .address = std::move(address),
                          .postcode = std::move(postcode),
                          .access = std::move(access),
                          .valid = validity(from, until)});
    }
    return venues;
}

/// The first three words of a search as patterns; `search_key` leaves no sign in them that LIKE
/// would read as another.
std::array<Text, 3> patterns_of(std::string_view words)
{
    std::array<Text, 3> patterns{"%", "%", "%"};
    std::istringstream stream(search_key(words));
    Text word;
    for (std::size_t i = 0; i < patterns.size() && stream >> word; ++i)
        patterns.at(i) = "%" + word + "%";
    return patterns;
}

/// Codes as the search compares them: ".03N.02P."; empty where every one will do.
Text dotted(const std::vector<Text>& codes)
{
    Text all;
    for (const Text& code : codes)
        all += (all.empty() ? "." : "") + Text(current_district(code)) + ".";
    return all;
}

} // namespace directory_store

std::span<const storage::Table* const> audited_tables()
{
    static constexpr std::array<const storage::Table*, 1> tables{&import_table};
    return tables;
}

std::optional<Import> DirectoryStore::in_force(storage::UnitOfWork& work, Kind kind,
                                               LocalDate on) const
{
    using namespace directory_store;
    auto found =
        read_imports(work.sql(), find_in_force, {{"kind", name_of(kind)}, {"on", on.iso()}});
    if (found.empty()) found = read_imports(work.sql(), find_first, {{"kind", name_of(kind)}});
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

ImportPage DirectoryStore::imports(storage::UnitOfWork& work,
                                   const std::optional<AfterImport>& after) const
{
    // One row more than a page tells whether there is another.
    ImportPage page{.rows = directory_store::read_imports(
                        work.sql(), directory_store::list_imports,
                        {{"after_at", after ? after->recorded.micros() : INT64_MAX},
                         {"after_id", after ? after->id.text() : std::string()},
                         {"most", page_size + 1}}),
                    .next = {}};
    if (page.rows.size() > page_size) {
        page.rows.pop_back();
        page.next = AfterImport{page.rows.back().recorded.value(), page.rows.back().id};
    }
    return page;
}

std::optional<Practice> DirectoryStore::practice(storage::UnitOfWork& work, const OdsCode& code,
                                                 LocalDate on) const
{
    using namespace directory_store;
    const Text practices = list_id(work, *this, Kind::practices, on);
    const Text postcodes = list_id(work, *this, Kind::postcodes, on);
    auto found =
        read_practices(work.sql(), find_practice,
                       {{"postcodes", postcodes}, {"practices", practices}, {"code", code.text()}});
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

ListPage<Practice> DirectoryStore::practices(storage::UnitOfWork& work,
                                             const PracticeSearch& search, LocalDate on) const
{
    using namespace directory_store;
    const auto patterns = patterns_of(search.words);
    const Text practices = list_id(work, *this, Kind::practices, on);
    const Text postcodes = list_id(work, *this, Kind::postcodes, on);
    ListPage<Practice> page;
    // One row more than a page tells whether there is another.
    page.rows =
        read_practices(work.sql(), search_practices,
                       {{"postcodes", postcodes},
                        {"practices", practices},
                        {"on", on.iso()},
                        {"word_1", patterns[0]},
                        {"word_2", patterns[1]},
                        {"word_3", patterns[2]},
                        {"commissioners", search.area ? dotted(search.area->commissioners) : ""},
                        {"districts", search.area ? dotted(search.area->districts) : ""},
                        {"after_name", search.after ? search.after->name : ""},
                        {"after_code", search.after ? search.after->id : ""},
                        {"most", page_size + 1}});
    if (page.rows.size() > page_size) {
        page.rows.pop_back();
        page.next = After{page.rows.back().name, page.rows.back().code.text()};
    }
    return page;
}

std::vector<std::string> DirectoryStore::areas_in(storage::UnitOfWork& work,
                                                  const std::vector<protocol::Area>& areas,
                                                  std::string_view district, LocalDate on) const
{
    using namespace directory_store;
    const Text practices = list_id(work, *this, Kind::practices, on);
    const Text postcodes = list_id(work, *this, Kind::postcodes, on);
    const auto same = [&](const Text& code) {
        return current_district(code) == current_district(district);
    };
    const auto has_practice = [&](const Text& commissioner) {
        return work.sql()
            .row<Text>(practice_in_district, {{"postcodes", postcodes},
                                              {"practices", practices},
                                              {"commissioner", commissioner},
                                              {"on", on.iso()},
                                              {"district", current_district(district)}})
            .has_value();
    };
    std::vector<std::string> found;
    for (const protocol::Area& area : areas) {
        const bool within = area.districts.empty()
                                ? std::ranges::any_of(area.commissioners, has_practice)
                                : std::ranges::any_of(area.districts, same);
        if (within) found.push_back(area.id);
    }
    return found;
}

std::optional<Located> DirectoryStore::locate(storage::UnitOfWork& work, std::string_view postcode,
                                              LocalDate on) const
{
    using namespace directory_store;
    const Text import = list_id(work, *this, Kind::postcodes, on);
    const auto row =
        work.sql().row<Text>(find_postcode, {{"import", import}, {"postcode", postcode}});
    if (!row) return std::nullopt;
    Located located{.district = std::get<0>(*row), .neighbours = {}};
    // "S36 1AB" stands in sector "S36 1": all from "S36 1AA" to "S36 1ZZ".
    const Text sector(postcode.substr(0, postcode.size() - 2));
    for (auto& [district] : work.sql().rows<Text>(districts_of_sector, {{"import", import},
                                                                        {"first", sector + "AA"},
                                                                        {"last", sector + "ZZ"},
                                                                        {"own", located.district}}))
        located.neighbours.push_back(std::move(district));
    return located;
}

std::vector<Venue> DirectoryStore::venues(storage::UnitOfWork& work, std::string_view area,
                                          LocalDate on) const
{
    using namespace directory_store;
    return read_venues(
        work.sql(), list_venues,
        {{"import", list_id(work, *this, Kind::venues, on)}, {"area", area}, {"on", on.iso()}});
}

std::optional<Venue> DirectoryStore::venue(storage::UnitOfWork& work, std::string_view id,
                                           LocalDate on) const
{
    using namespace directory_store;
    auto found = read_venues(work.sql(), find_venue,
                             {{"import", list_id(work, *this, Kind::venues, on)}, {"venue", id}});
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

ServicesPack DirectoryStore::services(storage::UnitOfWork& work, std::string_view area,
                                      LocalDate on) const
{
    using namespace directory_store;
    constexpr std::size_t hash_digits = 12;
    ServicesPack pack;
    const auto import = in_force(work, Kind::services, on);
    if (!import) return pack;
    pack.version = import->as_of.iso() + "-" + import->file_hash.substr(0, hash_digits);
    for (auto& [id, in, name, what, for_whom, how, from, until] :
         work.sql().rows<Text, Text, Text, Text, Text, Text, Text, Text>(
             list_services, {{"import", import->id.text()}, {"area", area}, {"on", on.iso()}})) {
        pack.services.push_back({.id = std::move(id),
                                 .area = std::move(in),
                                 .name = std::move(name),
                                 .what = std::move(what),
                                 .for_whom = std::move(for_whom),
                                 .how = std::move(how),
                                 .valid = validity(from, until)});
    }
    return pack;
}

} // namespace evenhand::directory
