#pragma once

#include "storage/unit_of_work.hpp"

#include <memory>

namespace evenhand::http {

/// The unit of work of a GET that is audited: it may log what was seen and change nothing else.
/// So that a GET cannot write by construction and not by care (security.md 2.4, case 31), every
/// other way to write is a bug here.
class ViewUnit final : public storage::UnitOfWork
{
public:
    explicit ViewUnit(storage::UnitOfWork& unit);
    ~ViewUnit() override;

    storage::Connection& sql() override;
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] const storage::Actor& actor() const override;
    RandomSource& random() override;
    [[nodiscard]] const std::string& protocol_version() const override;
    void append(const storage::Table&, const storage::Binds&, std::string_view) override;
    void update(const storage::Table&, const storage::Binds&, std::string_view) override;
    void log(storage::Event event) override;
    void send(const storage::OutboxMessage&) override;
    std::variant<storage::KeyState, storage::Replay> recall(std::string_view, std::string_view,
                                                            std::string_view) override;
    void remember(std::string_view, std::string_view, std::string_view,
                  const storage::Replay&) override;
    void abandon() override;

    /// Whether anything was logged. A page that shows a record must have.
    [[nodiscard]] bool has_logged() const { return has_logged_; }

private:
    class ReadingConnection;

    storage::UnitOfWork& unit_;
    std::unique_ptr<ReadingConnection> sql_;
    bool has_logged_ = false;
};

} // namespace evenhand::http
