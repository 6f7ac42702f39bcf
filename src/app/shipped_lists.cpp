#include "app/shipped_lists.hpp"

#include "app/cannot_run.hpp"
#include "recruitment/directory/loading_store.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <sstream>

namespace evenhand::app {

namespace shipped_lists {

bool is_missing(House& house, directory::Kind kind, LocalDate on)
{
    return house.units->read(
        {storage::ActorKind::system, "directory", {}}, "directory lists",
        [&](storage::UnitOfWork& work) { return !house.directory.in_force(work, kind, on); });
}

void load(House& house, directory::Kind kind, const protocol::ReferenceFile& file,
          const std::string& text)
{
    std::istringstream checked_from(text);
    const auto list = directory::check_list(checked_from, kind, house.protocol.areas, {});
    if (!list) throw CannotRun(fmt::format("{}: {}", file.file, list.error()));
    std::istringstream loaded_from(text);
    const auto loaded =
        directory::load_list(*house.units, loaded_from, *list, house.protocol.areas,
                             {.as_of = file.as_of,
                              .file_name = std::filesystem::path(file.file).filename().string(),
                              .imported_by = "the program"});
    if (!loaded) throw CannotRun(fmt::format("{}: {}", file.file, loaded.error()));
}

} // namespace shipped_lists

void load_shipped_lists(House& house, const std::string& protocol_path)
{
    const auto read = protocol::texts_beside(protocol_path);
    for (const protocol::ReferenceFile& file : house.protocol.reference) {
        const auto kind = directory::kind_named(file.id);
        if (!kind || !shipped_lists::is_missing(house, *kind, file.as_of)) continue;
        const auto text = read(file.file);
        if (!text) throw CannotRun(fmt::format("the file {} cannot be read", file.file));
        shipped_lists::load(house, *kind, file, *text);
    }
}

} // namespace evenhand::app
