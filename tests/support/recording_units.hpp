#pragma once

// Units of work that remember the names of the statements they ran, in order: to show that two
// requests did the same work, which a clock can only guess at.

#include "storage/units.hpp"

#include <string>
#include <vector>

namespace evenhand::tests {

class RecordingUnits final : public storage::Units
{
public:
    explicit RecordingUnits(storage::Units& units) : units_(units) {}
    std::vector<std::string> done;

protected:
    void run_write(const storage::Actor& actor, std::string_view purpose,
                   const Closure& closure) override
    {
        done.push_back("write");
        units_.write(actor, purpose, [&](storage::UnitOfWork& unit) {
            Unit recording(unit, done);
            closure(recording);
        });
    }
    void run_read(const storage::Actor& actor, std::string_view purpose,
                  const Closure& closure) override
    {
        done.push_back("read");
        units_.read(actor, purpose, [&](storage::UnitOfWork& unit) {
            Unit recording(unit, done);
            closure(recording);
        });
    }

private:
    class Sql final : public storage::Connection
    {
    public:
        Sql(storage::Connection& sql, std::vector<std::string>& done) : sql_(sql), done_(done) {}
        [[nodiscard]] storage::Engine engine() const override { return sql_.engine(); }
        std::int64_t execute(const storage::Statement& statement,
                             const storage::Binds& binds) override
        {
            done_.emplace_back(statement.name());
            return sql_.execute(statement, binds);
        }
        std::vector<std::vector<storage::Value>>
        fetch(const storage::Statement& statement, const storage::Binds& binds,
              std::span<const storage::CellKind> kinds) override
        {
            done_.emplace_back(statement.name());
            return sql_.fetch(statement, binds, kinds);
        }

    private:
        storage::Connection& sql_;
        std::vector<std::string>& done_;
    };

    class Unit final : public storage::UnitOfWork
    {
    public:
        Unit(storage::UnitOfWork& unit, std::vector<std::string>& done)
            : unit_(unit), sql_(unit.sql(), done), done_(done)
        {
        }
        storage::Connection& sql() override { return sql_; }
        [[nodiscard]] Instant now() const override { return unit_.now(); }
        [[nodiscard]] const storage::Actor& actor() const override { return unit_.actor(); }
        RandomSource& random() override { return unit_.random(); }
        [[nodiscard]] const std::string& protocol_version() const override
        {
            return unit_.protocol_version();
        }
        void append(const storage::Table& table, const storage::Binds& row,
                    std::string_view reason) override
        {
            done_.push_back("append " + std::string(table.name));
            unit_.append(table, row, reason);
        }
        void update(const storage::Table& table, const storage::Binds& row,
                    std::string_view reason) override
        {
            done_.push_back("update " + std::string(table.name));
            unit_.update(table, row, reason);
        }
        void log(storage::Event event) override
        {
            done_.push_back("log " + std::string(event.action));
            unit_.log(std::move(event));
        }
        void send(const storage::OutboxMessage& message) override { unit_.send(message); }
        std::variant<storage::KeyState, storage::Replay>
        recall(std::string_view scope, std::string_view key, std::string_view digest) override
        {
            return unit_.recall(scope, key, digest);
        }
        void remember(std::string_view scope, std::string_view key, std::string_view digest,
                      const storage::Replay& answer) override
        {
            unit_.remember(scope, key, digest, answer);
        }
        void abandon() override { unit_.abandon(); }

    private:
        storage::UnitOfWork& unit_;
        Sql sql_;
        std::vector<std::string>& done_;
    };

    storage::Units& units_;
};

} // namespace evenhand::tests
