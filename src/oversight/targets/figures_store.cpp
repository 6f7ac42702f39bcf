#include "oversight/targets/figures_store.hpp"

#include "core/london_time.hpp"
#include "evidence/reports/consort.hpp"
#include "evidence/reports/frozen_store.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace evenhand::targets {

namespace figures_store {

using participants::FlowStore;
using reports::FrozenStore;
using reports::Kind;

Counted count_until(storage::UnitOfWork& work, const protocol::Protocol& protocol, Instant until)
{
    const auto first = FlowStore::first_step(work);
    const auto day = first ? std::optional(london_date(*first)) : std::nullopt;
    Counted counted{.months = expected_months(protocol.targets, opening(protocol.targets, day),
                                              Month::of(london_date(until)))};
    for (MonthRow& row : counted.months) {
        const auto before =
            std::min(row.month.next().begins(), until + std::chrono::microseconds(1));
        for (const auto& some : FlowStore::randomised_between(work, row.month.begins(), before)) {
            row.actual += some.people;
            counted.groups[some.group] += some.people;
            counted.areas[some.area] += some.people;
            counted.routes[some.route] += some.people;
        }
    }
    return counted;
}

struct SealedCounts
{
    referral::Tally tally;
    Characteristics characteristics;
};

SealedCounts count_sealed(storage::UnitOfWork& work, const protocol::Protocol& protocol,
                          const SealedAnswers& sealed, Instant until)
{
    SealedCounts counts;
    std::optional<participants::PersonId> after;
    do {
        const auto page = FlowStore::randomised_before(work, until, after);
        sealed.referrals.add(work, page.referrals, counts.tally);
        for (const auto& person : page.people)
            counts.characteristics.add(
                protocol.targets,
                sealed.baseline.answers(work, person).value_or(protocol::QuestionnaireAnswers{}));
        after = page.last;
    } while (after);
    return counts;
}

struct Texts
{
    std::string flow;
    std::string recruitment;
};

Texts texts_of(storage::UnitOfWork& work, const protocol::Protocol& protocol,
               const SealedAnswers& sealed, Instant end)
{
    auto figures = figures_until(work, protocol, end);
    const auto counts = count_sealed(work, protocol, sealed, end);
    for (auto& breakdown : sealed_breakdowns(protocol, counts.tally, counts.characteristics))
        figures.breakdowns.push_back(std::move(breakdown));
    return {.flow = reports::text_of(FlowStore::cells_at(work, end)),
            .recruitment = text_of(figures)};
}

/// Up to the last moment of the month.
Instant end_of(Month month)
{
    return month.next().begins() - std::chrono::microseconds(1);
}

} // namespace figures_store

Figures figures_until(storage::UnitOfWork& work, const protocol::Protocol& protocol, Instant until)
{
    auto counted = figures_store::count_until(work, protocol, until);
    auto breakdowns = open_breakdowns(protocol, counted);
    return {.months = std::move(counted.months), .breakdowns = std::move(breakdowns)};
}

void freeze_month(storage::Units& units, const storage::Actor& actor,
                  const protocol::Protocol& protocol, const SealedAnswers& sealed, Month month)
{
    using namespace figures_store;
    constexpr std::string_view purpose = "freeze the figures of a month";
    // What takes long is read beside the writer, who then only keeps two texts.
    const auto texts = units.read(actor, purpose, [&](storage::UnitOfWork& work) {
        std::optional<Texts> made;
        const auto first = FlowStore::first_step(work);
        const bool begun = first && *first <= end_of(month);
        if (begun && !FrozenStore::find(work, Kind::recruitment, month))
            made = texts_of(work, protocol, sealed, end_of(month));
        return made;
    });
    if (!texts) return;
    units.write(actor, purpose, [&](storage::UnitOfWork& work) {
        FrozenStore::freeze(work, Kind::flow, month, texts->flow);
        FrozenStore::freeze(work, Kind::recruitment, month, texts->recruitment);
    });
}

std::optional<FrozenFigures> last_frozen(storage::UnitOfWork& work)
{
    const auto months = figures_store::FrozenStore::months(work, figures_store::Kind::recruitment);
    if (months.empty()) return std::nullopt;
    const auto frozen =
        figures_store::FrozenStore::find(work, figures_store::Kind::recruitment, months.front());
    return FrozenFigures{months.front(), frozen->frozen_at, figures_in(frozen->figures)};
}

} // namespace evenhand::targets
