#include "recruitment/directory/import_store.hpp"

#include "core/check.hpp"
#include "storage/connection.hpp"

#include <utility>

namespace evenhand::directory {

namespace import_store {

using storage::Statement;

constexpr Statement find_loaded{
    "directory_import.loaded",
    "SELECT file_hash FROM directory_import WHERE kind = :kind AND as_of = :as_of "
    "ORDER BY recorded_at DESC, id DESC LIMIT 1"};

constexpr Statement put_practice{
    "directory_practice.put",
    "INSERT INTO directory_practice (import_id, code, name, address, postcode, commissioner, "
    "state, search_key, valid_from, valid_until) VALUES (:import, :code, :name, :address, "
    ":postcode, :commissioner, :state, :search_key, :valid_from, :valid_until) "
    "ON CONFLICT DO NOTHING"};
constexpr Statement put_postcode{
    "directory_postcode.put",
    "INSERT INTO directory_postcode (import_id, postcode, district, valid_from, valid_until) "
    "VALUES (:import, :postcode, :district, :valid_from, :valid_until) ON CONFLICT DO NOTHING"};
constexpr Statement put_venue{
    "directory_venue.put",
    "INSERT INTO directory_venue (import_id, venue, area, name, address, postcode, access, "
    "valid_from, valid_until) VALUES (:import, :venue, :area, :name, :address, :postcode, "
    ":access, :valid_from, :valid_until) ON CONFLICT DO NOTHING"};
constexpr Statement put_service{
    "directory_service.put",
    "INSERT INTO directory_service (import_id, service, area, name, what, for_whom, how, "
    "valid_from, valid_until) VALUES (:import, :service, :area, :name, :what, :for_whom, :how, "
    ":valid_from, :valid_until) ON CONFLICT DO NOTHING"};

constexpr Statement count_practices{
    "directory_practice.count",
    "SELECT count(*) FROM directory_practice WHERE import_id = :import"};
constexpr Statement count_postcodes{
    "directory_postcode.count",
    "SELECT count(*) FROM directory_postcode WHERE import_id = :import"};
constexpr Statement count_venues{"directory_venue.count",
                                 "SELECT count(*) FROM directory_venue WHERE import_id = :import"};
constexpr Statement count_services{
    "directory_service.count", "SELECT count(*) FROM directory_service WHERE import_id = :import"};

constexpr Statement drop_practices{
    "directory_practice.discard",
    "DELETE FROM directory_practice WHERE import_id = :import AND code IN (SELECT code "
    "FROM directory_practice WHERE import_id = :import LIMIT 10000)"};
constexpr Statement drop_postcodes{
    "directory_postcode.discard",
    "DELETE FROM directory_postcode WHERE import_id = :import AND postcode IN (SELECT postcode "
    "FROM directory_postcode WHERE import_id = :import LIMIT 10000)"};
constexpr Statement drop_venues{"directory_venue.discard",
                                "DELETE FROM directory_venue WHERE import_id = :import"};
constexpr Statement drop_services{"directory_service.discard",
                                  "DELETE FROM directory_service WHERE import_id = :import"};

// An import without its fact, found by the first of its rows.
constexpr Statement stray_practices{
    "directory_practice.stray",
    "SELECT import_id FROM directory_practice WHERE import_id NOT IN "
    "(SELECT id FROM directory_import WHERE kind = 'practices') LIMIT 1"};
constexpr Statement stray_postcodes{
    "directory_postcode.stray",
    "SELECT import_id FROM directory_postcode WHERE import_id NOT IN "
    "(SELECT id FROM directory_import WHERE kind = 'postcodes') LIMIT 1"};
constexpr Statement stray_venues{"directory_venue.stray",
                                 "SELECT import_id FROM directory_venue WHERE import_id NOT IN "
                                 "(SELECT id FROM directory_import WHERE kind = 'venues') LIMIT 1"};
constexpr Statement stray_services{
    "directory_service.stray", "SELECT import_id FROM directory_service WHERE import_id NOT IN "
                               "(SELECT id FROM directory_import WHERE kind = 'services') LIMIT 1"};

struct OfKind
{
    const Statement& count;
    const Statement& drop;
    const Statement& stray;
};

OfKind statements_of(Kind kind)
{
    switch (kind) {
    case Kind::practices:
        return {count_practices, drop_practices, stray_practices};
    case Kind::postcodes:
        return {count_postcodes, drop_postcodes, stray_postcodes};
    case Kind::venues:
        return {count_venues, drop_venues, stray_venues};
    case Kind::services:
        break;
    }
    return {count_services, drop_services, stray_services};
}

/// Words between which a search must not run together stand apart by the space.
std::string key_of(const Practice& practice)
{
    return search_key(practice.code.text() + " " + practice.name + " " + practice.address + " " +
                      practice.postcode);
}

/// One row into its table.
class Putting
{
public:
    Putting(storage::Connection& sql, ImportId import) : sql_(sql), import_(import.text()) {}

    std::int64_t operator()(const Practice& row) const
    {
        return execute(put_practice, row.valid,
                       {{"code", row.code.text()},
                        {"name", row.name},
                        {"address", row.address},
                        {"postcode", row.postcode},
                        {"commissioner", row.commissioner},
                        {"state", name_of(row.state)},
                        {"search_key", key_of(row)}});
    }
    std::int64_t operator()(const PostcodeRow& row) const
    {
        return execute(put_postcode, row.valid,
                       {{"postcode", row.postcode}, {"district", row.district}});
    }
    std::int64_t operator()(const Venue& row) const
    {
        return execute(put_venue, row.valid,
                       {{"venue", row.id},
                        {"area", row.area},
                        {"name", row.name},
                        {"address", row.address},
                        {"postcode", row.postcode},
                        {"access", row.access}});
    }
    std::int64_t operator()(const Service& row) const
    {
        return execute(put_service, row.valid,
                       {{"service", row.id},
                        {"area", row.area},
                        {"name", row.name},
                        {"what", row.what},
                        {"for_whom", row.for_whom},
                        {"how", row.how}});
    }

private:
    std::int64_t execute(const Statement& statement, const Validity& valid,
                         storage::Binds binds) const
    {
        binds.insert(binds.end(), {{"import", import_},
                                   {"valid_from", valid.from ? valid.from->iso() : ""},
                                   {"valid_until", valid.until ? valid.until->iso() : ""}});
        return sql_.execute(statement, binds);
    }

    storage::Connection& sql_;
    std::string import_;
};

} // namespace import_store

bool ImportStore::is_loaded(storage::UnitOfWork& work, Kind kind, LocalDate as_of,
                            std::string_view file_hash) const
{
    const auto row = work.sql().row<std::string>(import_store::find_loaded,
                                                 {{"kind", name_of(kind)}, {"as_of", as_of.iso()}});
    return row && std::get<0>(*row) == file_hash;
}

std::int64_t ImportStore::put(storage::UnitOfWork& work, ImportId import,
                              std::span<const Row> rows) const
{
    const import_store::Putting putting(work.sql(), import);
    std::int64_t put = 0;
    for (const Row& row : rows)
        put += std::visit(putting, row);
    return put;
}

std::int64_t ImportStore::discard(storage::UnitOfWork& work, ImportId import, Kind kind) const
{
    return work.sql().execute(import_store::statements_of(kind).drop, {{"import", import.text()}});
}

std::int64_t ImportStore::discard_unfinished(storage::UnitOfWork& work, Kind kind) const
{
    const auto stray = work.sql().row<std::string>(import_store::statements_of(kind).stray);
    if (!stray) return 0;
    const auto import = ImportId::parse(std::get<0>(*stray));
    CHECK(import.has_value());
    return discard(work, *import, kind);
}

void ImportStore::finish(storage::UnitOfWork& work, const Import& import) const
{
    const auto stands = work.sql().one<std::int64_t>(import_store::statements_of(import.kind).count,
                                                     {{"import", import.id.text()}});
    CHECK(stands == import.kept);
    auto row = storage::fact_columns(work, import.id.text(), "");
    row.insert(row.end(), {{"kind", name_of(import.kind)},
                           {"as_of", import.as_of.iso()},
                           {"file_name", import.file_name},
                           {"file_hash", import.file_hash},
                           {"imported_by", import.imported_by},
                           {"rows_kept", import.kept},
                           {"rows_left_out", import.left_out},
                           {"rows_rejected", import.rejected}});
    work.append(import_table, row);
}

} // namespace evenhand::directory
