#pragma once

#include "recruitment/directory/import_store.hpp"
#include "recruitment/directory/list_check.hpp"
#include "storage/units.hpp"

#include <functional>
#include <istream>
#include <string>
#include <vector>

namespace evenhand::directory {

/// What is loaded, as the fact will say.
struct ImportRequest
{
    LocalDate as_of;
    std::string file_name;
    std::string imported_by;
    std::function<void(std::int64_t rows)> on_progress = {}; ///< kept so far; may be empty
};

/// Loads the list from its beginning again. Nothing is in force before all of it is, and nothing of
/// it is left if the file turns out to be another than was checked. Throws StorageError.
Result<Import, std::string> load_list(storage::Units& units, std::istream& stream,
                                      const CheckedList& list,
                                      const std::vector<protocol::Area>& areas,
                                      const ImportRequest& request);

} // namespace evenhand::directory
