#include "http/view_unit.hpp"

#include "core/check.hpp"

#include <utility>

namespace evenhand::http {

namespace view_unit {

[[noreturn]] void refuse_to_write()
{
    fail_check("a GET changes nothing", __FILE_NAME__, __LINE__);
}

} // namespace view_unit

class ViewUnit::ReadingConnection final : public storage::Connection
{
public:
    explicit ReadingConnection(storage::Connection& sql) : sql_(sql) {}
    [[nodiscard]] storage::Engine engine() const override { return sql_.engine(); }
    std::int64_t execute(const storage::Statement&, const storage::Binds&) override
    {
        view_unit::refuse_to_write();
    }
    std::vector<std::vector<storage::Value>>
    fetch(const storage::Statement& statement, const storage::Binds& binds,
          std::span<const storage::CellKind> kinds) override
    {
        return sql_.fetch(statement, binds, kinds);
    }

private:
    storage::Connection& sql_;
};

ViewUnit::ViewUnit(storage::UnitOfWork& unit)
    : unit_(unit), sql_(std::make_unique<ReadingConnection>(unit.sql()))
{
}
ViewUnit::~ViewUnit() = default;

storage::Connection& ViewUnit::sql()
{
    return *sql_;
}
Instant ViewUnit::now() const
{
    return unit_.now();
}
const storage::Actor& ViewUnit::actor() const
{
    return unit_.actor();
}
RandomSource& ViewUnit::random()
{
    return unit_.random();
}
const std::string& ViewUnit::protocol_version() const
{
    return unit_.protocol_version();
}
void ViewUnit::append(const storage::Table&, const storage::Binds&, std::string_view)
{
    view_unit::refuse_to_write();
}
void ViewUnit::update(const storage::Table&, const storage::Binds&, std::string_view)
{
    view_unit::refuse_to_write();
}
void ViewUnit::log(storage::Event event)
{
    has_logged_ = true;
    unit_.log(std::move(event));
}
void ViewUnit::send(const storage::OutboxMessage&)
{
    view_unit::refuse_to_write();
}
std::variant<storage::KeyState, storage::Replay>
ViewUnit::recall(std::string_view, std::string_view, std::string_view)
{
    view_unit::refuse_to_write();
}
void ViewUnit::remember(std::string_view, std::string_view, std::string_view,
                        const storage::Replay&)
{
    view_unit::refuse_to_write();
}
void ViewUnit::abandon()
{
    unit_.abandon();
}

} // namespace evenhand::http
