#pragma once

#include "storage/audit_log.hpp"
#include "storage/table_statements.hpp"
#include "storage/unit_of_work.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace evenhand::storage {

/// The UnitOfWork of one transaction. It buffers what the audit leaf will list; close() writes the
/// leaf as the last statements before the commit. Internal to storage.
class OpenUnit final : public UnitOfWork
{
public:
    enum class Access { write, read };
    /// What all units share.
    struct Parts
    {
        RandomSource& random;
        const AuditLog& audit;
        TableStatements& statements;
        const std::string& protocol_version;
    };
    struct Who
    {
        const Actor& actor;
        std::string_view purpose;
        Instant now;
        Access access;
    };

    OpenUnit(Connection& sql, const Parts& parts, const Who& who);

    Connection& sql() override { return sql_; }
    [[nodiscard]] Instant now() const override { return who_.now; }
    [[nodiscard]] const Actor& actor() const override { return who_.actor; }
    RandomSource& random() override { return parts_.random; }
    [[nodiscard]] const std::string& protocol_version() const override
    {
        return parts_.protocol_version;
    }

    void append(const Table& table, const Binds& row, std::string_view reason) override;
    void update(const Table& table, const Binds& row, std::string_view reason) override;
    void log(Event event) override;
    void send(const OutboxMessage& message) override;
    std::variant<KeyState, Replay> recall(std::string_view scope, std::string_view key,
                                          std::string_view digest) override;
    void remember(std::string_view scope, std::string_view key, std::string_view digest,
                  const Replay& answer) override;
    void abandon() override { abandoned_ = true; }

    /// Writes the leaf, if there is anything to say. Returns whether to commit.
    [[nodiscard]] bool close();

private:
    Connection& sql_;
    Parts parts_;
    Who who_;
    std::vector<AuditEntry> entries_;
    bool abandoned_ = false;
};

} // namespace evenhand::storage
