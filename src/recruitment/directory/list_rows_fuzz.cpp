// Lists of any bytes, of each kind by the first of them. What is kept is whole, no row is lost
// count of, and a file is never taken where too much of it is bad.
#include "recruitment/directory/list_check.hpp"

#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace evenhand;
    if (size == 0) return 0;
    const auto kinds = directory::all_kinds();
    const auto kind = kinds[data[0] % kinds.size()];
    const std::vector<protocol::Area> areas{{"sheffield", "Sheffield", {"03N"}, {}}};
    std::istringstream stream(std::string(reinterpret_cast<const char*>(data + 1), size - 1));
    std::int64_t told = 0;
    std::int64_t last_line = 0;
    const auto list = directory::check_list(stream, kind, areas,
                                            {.on_rejected =
                                                 [&](const directory::RejectedRow& row) {
                                                     ++told;
                                                     if (row.line < 1 || row.sentence.empty())
                                                         std::abort();
                                                     last_line = row.line;
                                                 },
                                             .on_progress = {}});
    if (!list) return 0;
    if (list->good < 1 || list->rejected != told || list->file_hash.size() != 64) std::abort();
    if (last_line > static_cast<std::int64_t>(size)) std::abort();
    return 0;
}
