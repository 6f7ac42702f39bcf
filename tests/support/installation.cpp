#include "tests/support/installation.hpp"

#include "tests/support/test_postgres.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdlib>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace evenhand::tests {

namespace installation {

using namespace std::chrono_literals;

constexpr load::Span patience = 30s;
/// Those that were taken down by telephone have no receipt that anybody was promised.
constexpr const char* referrals = "SELECT receipt, reference FROM referral WHERE route <> 'phone'";
constexpr std::string_view sqlite_scheme = "sqlite:";

[[noreturn]] void fail(const std::string& what, const std::string& said)
{
    throw std::runtime_error(fmt::format("{}: {}", what, said));
}

Installation::Rows sqlite_rows(const std::string& file, const std::string& query)
{
    sqlite3* opened = nullptr;
    const int failed = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(opened, &sqlite3_close);
    if (failed != SQLITE_OK) fail("reading " + file, sqlite3_errmsg(opened));
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v2(opened, query.c_str(), -1, &made, nullptr) != SQLITE_OK)
        fail("reading " + file, sqlite3_errmsg(opened));
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(made,
                                                                               &sqlite3_finalize);
    Installation::Rows rows;
    int step = SQLITE_ROW;
    while ((step = sqlite3_step(made)) == SQLITE_ROW) {
        auto& row = rows.emplace_back();
        for (int column = 0; column < sqlite3_column_count(made); ++column) {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(made, column));
            row.emplace_back(text == nullptr ? "" : text);
        }
    }
    if (step != SQLITE_DONE) fail("reading " + file, sqlite3_errmsg(opened));
    return rows;
}

Installation::Rows postgres_rows(const std::string& url, const std::string& query)
{
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url.c_str()),
                                                                  &PQfinish);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(connection.get(), query.c_str()), &PQclear);
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK)
        fail("reading rows", PQerrorMessage(connection.get()));
    Installation::Rows rows;
    for (int at = 0; at < PQntuples(result.get()); ++at) {
        auto& row = rows.emplace_back();
        for (int column = 0; column < PQnfields(result.get()); ++column)
            row.emplace_back(PQgetvalue(result.get(), at, column));
    }
    return rows;
}

/// The port in "… is served on http://127.0.0.1:PORT", once the whole line is there.
std::optional<load::Target> announced(const std::string& said)
{
    const auto at = said.find("http://");
    const auto end = said.find('\n', at);
    if (at == std::string::npos || end == std::string::npos) return std::nullopt;
    return load::parse_target(std::string_view(said).substr(at, end - at));
}

} // namespace installation

std::string program_path()
{
    return EVENHAND_TEST_PROGRAM;
}

std::string project_file(const std::string& path)
{
    return std::string(EVENHAND_TEST_SOURCE) + "/" + path;
}

Installation::Installation(InstallationOptions options) : options_(std::move(options))
{
    ::setenv("EVENHAND_HOME", EVENHAND_TEST_SOURCE, /*overwrite=*/1);
    if (options_.database.empty()) {
        options_.database =
            std::string(installation::sqlite_scheme) + (options_.folder / "evenhand.db").string();
    }
    const auto made = verb({"init"});
    if (made.code != 0) installation::fail("init", made.err);
}

std::vector<std::string> Installation::words(const std::vector<std::string>& verb) const
{
    std::vector<std::string> all{program_path()};
    all.insert(all.end(), verb.begin(), verb.end());
    all.insert(all.end(), {"--data", options_.folder.string(), "--database", options_.database,
                           "--mode", "demo"});
    return all;
}

void Installation::serve()
{
    const auto began = load::now();
    auto words_of_it = words({"serve", "--port", std::to_string(port_), "--rate-times",
                              std::to_string(options_.rate_times)});
    if (!options_.allocator.empty())
        words_of_it.insert(words_of_it.end(), {"--allocator", options_.allocator.string()});
    words_of_it.front() = options_.program;
    server_ = std::make_unique<Program>(words_of_it, logs_.path() / "server");
    std::optional<load::Target> target;
    load::eventually(installation::patience, [&] {
        target = installation::announced(server_->said());
        return target.has_value() || !server_->running();
    });
    if (!target) installation::fail("serve", server_->complained());
    port_ = target->port;
    start_took_ = load::now() - began;
}

std::unique_ptr<Program> Installation::start(const std::vector<std::string>& words_of_it) const
{
    return std::make_unique<Program>(words(words_of_it), logs_.path() / words_of_it.front());
}

Ran Installation::verb(const std::vector<std::string>& words_of_it) const
{
    return run(words(words_of_it), 5 * installation::patience);
}

std::vector<load::Account> Installation::fill(int people, int staff, int at_the_draw) const
{
    auto words_of_it = words({"--people", std::to_string(people), "--staff", std::to_string(staff),
                              "--at-the-draw", std::to_string(at_the_draw)});
    words_of_it.front() = EVENHAND_TEST_FILL;
    const auto filled = run(words_of_it, 10 * installation::patience);
    if (filled.code != 0) installation::fail("fill", filled.err);
    std::istringstream lines(filled.out);
    std::vector<load::Account> accounts;
    for (load::Account account; lines >> account.email >> account.password >> account.secret;)
        accounts.push_back(account);
    return accounts;
}

Installation::Rows Installation::rows(const std::string& query) const
{
    const std::string_view url = options_.database;
    if (!url.starts_with(installation::sqlite_scheme))
        return installation::postgres_rows(options_.database, query);
    return installation::sqlite_rows(std::string(url.substr(installation::sqlite_scheme.size())),
                                     query);
}

std::vector<load::Stored> Installation::referrals() const
{
    std::vector<load::Stored> all;
    for (const auto& row : rows(installation::referrals))
        all.push_back({row[0], row[1]});
    return all;
}

load::EffectRows Installation::effects() const
{
    load::EffectRows all;
    for (const load::Effect& effect : load::intake_effects())
        for (const auto& row : rows(std::string(effect.query)))
            all[effect.form][row[0]] = std::stoull(row[1]);
    return all;
}

Grounds::Grounds(storage::Engine engine, const std::string& program, int rate_times)
    : database_(engine == storage::Engine::postgresql ? std::make_unique<ScratchDatabase>()
                                                      : nullptr),
      installation({.program = program,
                    .folder = folder.path(),
                    .database = database_ ? database_->url() : std::string(),
                    .rate_times = rate_times})
{
}

} // namespace evenhand::tests
