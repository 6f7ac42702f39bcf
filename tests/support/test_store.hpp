#pragma once

// A fresh, migrated store for one test, on the engine asked for: a SQLite file on tmpfs copied from
// a template, or a PostgreSQL database made from a template (design 8.10). Templates are made once.

#include "core/encoding.hpp"
#include "crypto/hash.hpp"
#include "storage/database.hpp"
#include "storage/migrations.hpp"
#include "tests/support/test_folder.hpp"
#include "tests/support/test_postgres.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <unistd.h>
#include <vector>

namespace evenhand::tests {

/// Both engines, unless EVENHAND_TEST_ENGINES=sqlite says in so many words that PostgreSQL is left
/// out.
inline std::vector<storage::Engine> engines_under_test()
{
    const char* only = std::getenv("EVENHAND_TEST_ENGINES");
    if (only != nullptr && std::string(only) == "sqlite") return {storage::Engine::sqlite};
    return {storage::Engine::sqlite, storage::Engine::postgresql};
}

inline std::string engine_name(const testing::TestParamInfo<storage::Engine>& info)
{
    return info.param == storage::Engine::sqlite ? "sqlite" : "postgresql";
}

class TestStore
{
public:
    /// The program's own schema, or an earlier one of its own, and after it the migrations given.
    explicit TestStore(storage::Engine engine, std::span<const storage::Migration> extra = {},
                       std::span<const storage::Migration> own = storage::migrations())
        : schema_(own.begin(), own.end())
    {
        schema_.insert(schema_.end(), extra.begin(), extra.end());
        settings_.url.engine = engine;
        if (engine == storage::Engine::sqlite) {
            copy_file();
        } else {
            copy_database();
        }
    }

    ~TestStore()
    {
        if (settings_.url.engine == storage::Engine::postgresql) TestPostgres().drop(database_);
    }

    TestStore(const TestStore&) = delete;
    TestStore& operator=(const TestStore&) = delete;

    /// What Database::open takes; a test may change a copy.
    [[nodiscard]] const storage::DatabaseSettings& settings() const { return settings_; }
    [[nodiscard]] std::span<const storage::Migration> schema() const { return schema_; }
    [[nodiscard]] std::unique_ptr<storage::Database> open() const { return open(settings_); }
    [[nodiscard]] std::unique_ptr<storage::Database>
    open(const storage::DatabaseSettings& settings) const
    {
        return storage::Database::open(settings, schema_);
    }
    /// Where a test may put files of its own; on tmpfs, gone with the store.
    [[nodiscard]] std::string folder() const { return folder_.path().string(); }

private:
    /// Names a template by all that it is made from.
    [[nodiscard]] std::string schema_hash() const
    {
        crypto::Sha256 hash;
        for (const auto& migration : schema_) {
            for (const auto text : {migration.name, migration.sql, migration.postgresql}) {
                hash.add(as_bytes(fmt::format("{}:{}", text.size(), text)));
            }
        }
        return hash.finish().text().substr(0, 16);
    }

    void migrate(const storage::DatabaseUrl& url) const
    {
        storage::migrate(url, Instant::from_micros(0), {storage::IfAbsent::create, {}}, schema_);
    }

    void copy_file()
    {
        namespace fs = std::filesystem;
        settings_.url.target = folder() + "/store.db";
        // Renamed into place whole, so that of two tests which make it at once either may win.
        const auto ready =
            fmt::format("/dev/shm/evenhand-template-{}-{}.db", ::getuid(), schema_hash());
        if (!fs::exists(ready)) {
            const storage::DatabaseUrl made{storage::Engine::sqlite, folder() + "/template.db"};
            migrate(made);
            fs::rename(made.target, ready);
        }
        fs::copy_file(ready, settings_.url.target);
    }

    void copy_database()
    {
        TestPostgres server;
        const auto ready = "evenhand_template_" + schema_hash();
        server.make_once(ready, [&](const std::string& dsn) {
            migrate({storage::Engine::postgresql, dsn});
        });
        database_ = server.copy(ready);
        settings_.url.target = server.dsn(database_);
        settings_.pool = 8;
    }

    std::vector<storage::Migration> schema_;
    storage::DatabaseSettings settings_;
    TestFolder folder_;
    std::string database_;
};

} // namespace evenhand::tests
