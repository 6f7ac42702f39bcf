#pragma once

#include "tests/support/test_postgres.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <string>

namespace evenhand::tests {

/// A database for one installation on the cluster of the tests, gone with the object.
class ScratchDatabase
{
public:
    ScratchDatabase()
    {
        static int made = 0; // several in one test process
        name_ = fmt::format("evenhand_scratch_{}_{}", ::getpid(), ++made);
        TestPostgres server;
        server.drop(name_);
        server.ask("CREATE DATABASE " + name_);
    }
    ~ScratchDatabase() { TestPostgres().drop(name_); }
    ScratchDatabase(const ScratchDatabase&) = delete;
    ScratchDatabase& operator=(const ScratchDatabase&) = delete;

    [[nodiscard]] std::string url() const { return TestPostgres().dsn(name_); }

private:
    std::string name_;
};

} // namespace evenhand::tests
