#pragma once

// A trial of a test's own, set up and served by the real program in processes of its own, so that
// it can be killed, starved and cut off.

#include "storage/statement.hpp"
#include "tests/support/load_intake_oracle.hpp"
#include "tests/support/load_visitor.hpp"
#include "tests/support/program.hpp"
#include "tests/support/scratch_database.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace evenhand::tests {

/// The program under test, as this build made it.
std::string program_path();
/// A file of the project: "bin/pg".
std::string project_file(const std::string& path);

struct InstallationOptions
{
    std::string program = program_path(); ///< that serves; all other verbs are the true program's
    std::filesystem::path folder;         ///< for keys, and the database if it is SQLite
    std::string database;                 ///< as --database takes it; empty: SQLite in the folder
    int rate_times = 1;                   ///< request budgets so many times as wide
    std::filesystem::path allocator = {}; ///< the socket of one that a test runs; empty: its own
};

class Installation
{
public:
    /// Runs `init`. Throws std::runtime_error with what it said if that fails.
    explicit Installation(InstallationOptions options);

    /// Starts `serve` and waits until it takes requests: on any free port the first time, and after
    /// that on the same one. Throws std::runtime_error with what it said if it does not.
    void serve();
    /// How long the last serve() took until requests were taken.
    [[nodiscard]] load::Span start_took() const { return start_took_; }
    [[nodiscard]] load::Target target() const { return {.v6 = false, .port = port_}; }
    [[nodiscard]] Program& server() { return *server_; }

    /// A verb of the program on this installation: {"verify", "all"}.
    [[nodiscard]] Ran verb(const std::vector<std::string>& words) const;
    /// Starts a verb that goes on until it is told to end: {"allocator"}.
    [[nodiscard]] std::unique_ptr<Program> start(const std::vector<std::string>& words) const;
    /// From the next serve() on the server asks the allocator at that socket.
    void ask_allocator_at(const std::filesystem::path& socket) { options_.allocator = socket; }
    /// Fills it with people who asked to be called and with intake officers who can sign in,
    /// through the program's own stores; and with people whom the last of them took as far as the
    /// draw, page by page. Not beside a server.
    [[nodiscard]] std::vector<load::Account> fill(int people, int staff, int at_the_draw = 0) const;
    /// Every referral that a visitor sent, read past the program, by the engine's own library.
    [[nodiscard]] std::vector<load::Stored> referrals() const;
    /// By person, how often each form of an intake officer was done, read likewise.
    [[nodiscard]] load::EffectRows effects() const;
    /// What a query answers, read likewise.
    using Rows = std::vector<std::vector<std::string>>;
    [[nodiscard]] Rows rows(const std::string& query) const;

    [[nodiscard]] const std::filesystem::path& folder() const { return options_.folder; }
    [[nodiscard]] const std::string& database() const { return options_.database; }

private:
    [[nodiscard]] std::vector<std::string> words(const std::vector<std::string>& verb) const;

    InstallationOptions options_;
    ScratchFolder logs_{"logs"};
    std::uint16_t port_ = 0;
    load::Span start_took_{0};
    std::unique_ptr<Program> server_;
};

/// A whole place for a test: a folder, and a database there or on the tests' cluster.
class Grounds
{
public:
    explicit Grounds(storage::Engine engine, const std::string& program = program_path(),
                     int rate_times = 1);

    ScratchFolder folder{"fault"};

private:
    std::unique_ptr<ScratchDatabase> database_;

public:
    Installation installation;
};

} // namespace evenhand::tests
