#include "storage/facts.hpp"

#include "core/check.hpp"

#include <algorithm>

namespace evenhand::storage {
namespace facts {

std::string_view name_of(ActorKind kind)
{
    switch (kind) {
    case ActorKind::system:
        return "system";
    case ActorKind::job:
        return "job";
    case ActorKind::visitor:
        return "visitor";
    case ActorKind::participant:
        return "participant";
    case ActorKind::staff:
        return "staff";
    }
    CHECK(false);
}

} // namespace facts

std::string actor_text(const Actor& actor)
{
    return std::string(facts::name_of(actor.kind)) + ':' + actor.id;
}

Binds fact_columns(const UnitOfWork& work, std::string_view id, std::string_view reason)
{
    return {{"id", id},
            {"recorded_at", work.now().micros()},
            {"occurred_at", work.now().micros()},
            {"actor", actor_text(work.actor())},
            {"reason", reason},
            {"protocol_version", work.protocol_version()},
            {"supersedes", std::nullopt}};
}

void set(Binds& row, std::string_view column, Value value)
{
    const auto found =
        std::find_if(row.begin(), row.end(), [&](const Bind& bind) { return bind.name == column; });
    CHECK(found != row.end());
    found->value = std::move(value);
}

} // namespace evenhand::storage
