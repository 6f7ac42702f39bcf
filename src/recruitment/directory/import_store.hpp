#pragma once

#include "recruitment/directory/directory_store.hpp"
#include "storage/facts.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace evenhand::directory {

inline constexpr auto import_table = storage::fact_table(
    "directory_import", storage::text("kind"), storage::text("as_of"), storage::text("file_name"),
    storage::text("file_hash"), storage::text("imported_by"), storage::number("rows_kept"),
    storage::number("rows_left_out"), storage::number("rows_rejected"));

/// What loads a list. Rows are put in slices, each in a unit of its own so that a running server's
/// other writes go on between them; nothing reads them until `finish` appends the fact.
class ImportStore
{
public:
    /// Rows of a slice: a few hundredths of a second.
    static constexpr std::size_t slice = 1000;

    /// Whether a list of that kind, day and content is loaded already and still the latest of that
    /// day, so that loading it again would change nothing.
    bool is_loaded(storage::UnitOfWork& work, Kind kind, LocalDate as_of,
                   std::string_view file_hash) const;

    /// A row whose key stands in this import already is passed over. Returns how many were put.
    std::int64_t put(storage::UnitOfWork& work, ImportId import, std::span<const Row> rows) const;
    /// Takes away the rows of an import that was not finished; at most some ten thousand. Returns
    /// how many, so that the caller goes on until there are none.
    std::int64_t discard(storage::UnitOfWork& work, ImportId import, Kind kind) const;
    /// Takes away rows of that kind without a fact: an import that was killed. The same.
    std::int64_t discard_unfinished(storage::UnitOfWork& work, Kind kind) const;

    /// The rows of that import are in force by its `as_of`. CHECKs that as many stand there as it
    /// says, so that two imports at one moment cannot make one list.
    void finish(storage::UnitOfWork& work, const Import& import) const;
};

} // namespace evenhand::directory
