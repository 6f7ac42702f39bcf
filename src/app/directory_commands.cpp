#include "app/directory_commands.hpp"

#include "app/cannot_run.hpp"
#include "app/serve.hpp"
#include "app/terminal.hpp"
#include "core/london_time.hpp"
#include "recruitment/directory/loading_store.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <utility>

namespace evenhand::app {

namespace directory_commands {

using Json = nlohmann::json;
using directory::Kind;

constexpr std::string_view verb = "directory import";
constexpr std::size_t words_of_a_request = 6;

/// One import as the admin socket carries it.
struct Order
{
    Kind kind = Kind::practices;
    std::string file; ///< from the root: the server stands elsewhere
    LocalDate as_of;
    std::string file_hash; ///< of what was checked
    std::string imported_by;
};

AdminWords to_words(const Order& order)
{
    return {std::string(verb), std::string(directory::name_of(order.kind)),
            order.file,        order.as_of.iso(),
            order.file_hash,   order.imported_by};
}

std::optional<Order> order_from(const AdminWords& words)
{
    if (words.size() != words_of_a_request) return std::nullopt;
    const auto kind = directory::kind_named(words[1]);
    const auto as_of = LocalDate::parse(words[3]);
    if (!kind || !as_of) return std::nullopt;
    return Order{.kind = *kind,
                 .file = words[2],
                 .as_of = *as_of,
                 .file_hash = words[4],
                 .imported_by = words[5]};
}

std::ifstream open(const std::string& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file))
        throw CannotRun(fmt::format("the file {} cannot be read", file));
    return stream;
}

LocalDate day_of(const DirectoryRequest& request)
{
    if (request.as_of.empty()) return london_date(SystemTrialClock().now());
    const auto day = LocalDate::parse(request.as_of);
    if (!day) throw CannotRun("--as-of is a day such as 2026-01-31");
    return *day;
}

AdminAnswer told(int exit_code, const Json& what)
{
    return {.exit_code = exit_code,
            .text = what.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

AdminAnswer refused(const std::string& why)
{
    return told(1, {{"loaded", false}, {"why", why}});
}

bool is_loaded(House& house, const Order& order)
{
    const directory::ImportStore imports;
    return house.units->read({storage::ActorKind::system, "directory", {}}, "directory lists",
                             [&](storage::UnitOfWork& work) {
                                 return imports.is_loaded(work, order.kind, order.as_of,
                                                          order.file_hash);
                             });
}

/// Checks again, in the process that writes, and loads. `on_progress` may be empty.
AdminAnswer load(House& house, const Order& order, std::function<void(std::int64_t)> on_progress)
{
    if (is_loaded(house, order))
        return told(0, {{"loaded", false}, {"why", "this list is loaded already"}});
    auto checked_from = open(order.file);
    const auto& areas = house.protocol.areas;
    const auto list = directory::check_list(checked_from, order.kind, areas, {});
    if (!list) return refused(list.error());
    if (list->file_hash != order.file_hash)
        return refused("the file was changed while it was read; nothing was loaded");
    auto loaded_from = open(order.file);
    const auto import =
        directory::load_list(*house.units, loaded_from, *list, areas,
                             {.as_of = order.as_of,
                              .file_name = std::filesystem::path(order.file).filename().string(),
                              .imported_by = order.imported_by,
                              .on_progress = std::move(on_progress)});
    if (!import) return refused(import.error());
    return told(0, {{"loaded", true},
                    {"kept", import->kept},
                    {"left_out", import->left_out},
                    {"rejected", import->rejected}});
}

/// What the verb says, as text or as one JSON object, row by row so that nothing grows with them.
class Report
{
public:
    explicit Report(bool json) : json_(json)
    {
        if (json_) print("{\"rejected\":[");
    }

    void rejected(const directory::RejectedRow& row)
    {
        if (!json_) {
            print(fmt::format("line {}: {}\n", row.line, row.sentence));
            return;
        }
        const Json one{{"line", row.line}, {"why", row.sentence}};
        print((any_ ? "," : "") + one.dump(-1, ' ', false, Json::error_handler_t::replace));
        any_ = true;
    }

    int end(const DirectoryRequest& request, LocalDate as_of, const AdminAnswer& answer) const
    {
        Json told = Json::parse(answer.text, nullptr, /*allow_exceptions=*/false);
        if (!told.is_object()) told = {{"loaded", false}, {"why", answer.text}};
        told["kind"] = request.kind;
        told["as_of"] = as_of.iso();
        if (json_) {
            told.erase("rejected"); // each of them is listed already
            const std::string rest = told.dump(-1, ' ', false, Json::error_handler_t::replace);
            print("]," + rest.substr(1) + "\n");
        } else {
            print(sentence(told));
        }
        return answer.exit_code;
    }

private:
    static std::string sentence(const Json& told)
    {
        if (!told.value("loaded", false))
            return fmt::format("Nothing was loaded: {}.\n", told.value("why", ""));
        return fmt::format("{} {} are in force from {}; {} rows were left out and {} rejected.\n",
                           told.value("kept", std::int64_t{0}), told.value("kind", ""),
                           told.value("as_of", ""), told.value("left_out", std::int64_t{0}),
                           told.value("rejected", std::int64_t{0}));
    }

    bool json_;
    bool any_ = false;
};

/// By the server that runs, or in a house opened for it.
AdminAnswer have_loaded(const Place& place, const Order& order, Progress& progress)
{
    if (auto answer = ask_running_server(place.admin_socket, to_words(order))) return *answer;
    const SystemTrialClock trial_clock;
    const SystemMachineClock machine_clock;
    SystemRandomSource random;
    House house(house_options(place, {}, trial_clock, machine_clock, random));
    return load(house, order, [&](std::int64_t rows) {
        progress.show("rows loaded", static_cast<std::uint64_t>(rows), 0);
    });
}

} // namespace directory_commands

bool is_directory_command(const AdminWords& words)
{
    return !words.empty() && words.front() == directory_commands::verb;
}

AdminAnswer answer_directory_command(House& house, const AdminWords& words)
{
    const auto order = directory_commands::order_from(words);
    if (!order)
        return directory_commands::refused("the running server is of another version; restart it");
    return directory_commands::load(house, *order, {});
}

int directory_import(const Place& place, const DirectoryRequest& request)
{
    using namespace directory_commands;
    const auto kind = directory::kind_named(request.kind);
    if (!kind) throw CannotRun("KIND is practices, postcodes, services or venues");
    const LocalDate as_of = day_of(request);
    const protocol::Protocol protocol = load_protocol(place);
    auto stream = open(request.file);
    const auto size = static_cast<std::uint64_t>(std::filesystem::file_size(request.file));
    Report report(request.json);
    Progress progress;
    const auto list = directory::check_list(
        stream, *kind, protocol.areas,
        {.on_rejected = [&](const directory::RejectedRow& row) { report.rejected(row); },
         .on_progress =
             [&](std::uint64_t bytes) { progress.show("checked, bytes", bytes, size); }});
    progress.done();
    if (!list) return report.end(request, as_of, refused(list.error()));
    const auto answer = have_loaded(place,
                                    {.kind = *kind,
                                     .file = std::filesystem::absolute(request.file).string(),
                                     .as_of = as_of,
                                     .file_hash = list->file_hash,
                                     .imported_by = machine_user()},
                                    progress);
    progress.done();
    return report.end(request, as_of, answer);
}

} // namespace evenhand::app
