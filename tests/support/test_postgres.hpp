#pragma once

// The PostgreSQL cluster that tests use: the one of EVENHAND_TEST_POSTGRES, which bin/test starts
// with bin/pg. It is for tests alone; databases named evenhand_… are made and dropped in it.

#include <fmt/format.h>
#include <libpq-fe.h>

#include <cstdlib>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace evenhand::tests {

class TestPostgres
{
public:
    /// Throws, so that the test fails, if there is no cluster or it does not sync (design 8.11).
    TestPostgres() : connection_(nullptr, &PQfinish)
    {
        const char* given = std::getenv("EVENHAND_TEST_POSTGRES");
        if (given == nullptr) {
            throw std::runtime_error(
                "EVENHAND_TEST_POSTGRES is not set: run bin/test, or start bin/pg "
                "and set it to what `bin/pg dsn` says");
        }
        dsn_ = given;
        connection_.reset(PQconnectdb(given));
        if (PQstatus(connection_.get()) != CONNECTION_OK) {
            throw std::runtime_error(PQerrorMessage(connection_.get()));
        }
        ask("SET client_min_messages = warning");
        if (ask("SHOW fsync") != "on") throw std::runtime_error("this cluster does not sync");
    }

    /// The first cell of what the server answers, empty if there is none; throws on an error.
    std::string ask(const std::string& sql)
    {
        const std::unique_ptr<PGresult, decltype(&PQclear)> result(
            PQexec(connection_.get(), sql.c_str()), &PQclear);
        const auto status = PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
            throw std::runtime_error(sql + ": " + PQresultErrorMessage(result.get()));
        }
        return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
    }

    /// The cluster's address with another database in it.
    [[nodiscard]] std::string dsn(const std::string& database) const
    {
        const auto path = dsn_.find('/', dsn_.find("//") + 2);
        const auto query = dsn_.find('?');
        return dsn_.substr(0, path + 1) + database +
               (query == std::string::npos ? "" : dsn_.substr(query));
    }

    /// Makes and fills a database that many tests copy, if it is not there yet.
    void make_once(const std::string& name, const std::function<void(const std::string&)>& fill)
    {
        ask("SELECT pg_advisory_lock(705111999)");
        if (ask(fmt::format("SELECT 1 FROM pg_database WHERE datname = '{}'", name)).empty()) {
            const auto draft = name + "_draft";
            ask(fmt::format("DROP DATABASE IF EXISTS {}", draft));
            ask(fmt::format("CREATE DATABASE {} TEMPLATE template0", draft));
            fill(dsn(draft));
            ask(fmt::format("ALTER DATABASE {} RENAME TO {}", draft, name));
        }
        ask("SELECT pg_advisory_unlock(705111999)");
    }

    std::string copy(const std::string& name)
    {
        static int copies = 0; // several in one test process
        const auto made = fmt::format("evenhand_test_{}_{}", ::getpid(), ++copies);
        ask(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", made));
        ask(fmt::format("CREATE DATABASE {} TEMPLATE {}", made, name));
        return made;
    }

    void drop(const std::string& name)
    {
        ask(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name));
    }

private:
    std::string dsn_;
    std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
};

} // namespace evenhand::tests
