#pragma once

// A PostgreSQL cluster of a test's own, made by bin/pg, that may be stopped under load.

#include "tests/support/program.hpp"

#include <filesystem>
#include <string>

namespace evenhand::tests {

class OwnCluster
{
public:
    /// Makes and starts it in that folder. Throws std::runtime_error with what bin/pg said.
    explicit OwnCluster(std::filesystem::path folder);
    ~OwnCluster();
    OwnCluster(const OwnCluster&) = delete;
    OwnCluster& operator=(const OwnCluster&) = delete;

    /// A verb of bin/pg: {"stop", "immediate"}. Returns what it printed.
    std::string pg(const std::vector<std::string>& words) const;
    /// One statement, as the superuser.
    std::string ask(const std::string& sql) const;
    /// The address of a database in it, as --database takes it.
    [[nodiscard]] std::string url(const std::string& database) const;

private:
    std::filesystem::path folder_;
    std::string dsn_;
};

} // namespace evenhand::tests
