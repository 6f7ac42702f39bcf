#include "storage/units.hpp"

#include "storage/database.hpp"
#include "storage/open_unit.hpp"

#include <utility>

namespace evenhand::storage {
namespace units {

class UnitsOverDatabase final : public Units
{
public:
    explicit UnitsOverDatabase(UnitsParts parts) : parts_(std::move(parts)) {}

protected:
    void run_write(const Actor& actor, std::string_view purpose, const Closure& closure) override
    {
        parts_.database.write([&](Connection& sql) {
            // Made anew each time: after a conflict the closure runs again, on a later clock.
            OpenUnit unit(sql, shared(),
                          {actor, purpose, parts_.clock.now(), OpenUnit::Access::write});
            closure(unit);
            return unit.close() ? Database::Ending::commit : Database::Ending::roll_back;
        });
    }

    void run_read(const Actor& actor, std::string_view purpose, const Closure& closure) override
    {
        parts_.database.read([&](Connection& sql) {
            OpenUnit unit(sql, shared(),
                          {actor, purpose, parts_.clock.now(), OpenUnit::Access::read});
            closure(unit);
        });
    }

private:
    OpenUnit::Parts shared()
    {
        return {parts_.random, parts_.audit, statements_, parts_.protocol_version};
    }

    UnitsParts parts_;
    TableStatements statements_;
};

} // namespace units

std::unique_ptr<Units> make_units(UnitsParts parts)
{
    return std::make_unique<units::UnitsOverDatabase>(std::move(parts));
}

} // namespace evenhand::storage
