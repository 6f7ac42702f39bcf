#include "intake/allocation/allocation_checks_store.hpp"

#include "intake/allocation/allocator.hpp"
#include "protocol/protocol.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace evenhand::allocation {

namespace allocation_checks {

using storage::Statement;
using Text = std::string;
using Number = std::int64_t;
using MaybeText = std::optional<Text>;
using MaybeNumber = std::optional<Number>;

constexpr std::size_t page = 1000;

constexpr Statement next_intents{
    "verify.allocation_intents",
    "SELECT i.id, i.person_id, i.stratum, i.position, a.id, a.person_id, a.stratum, a.position, "
    "a.arm, a.receipt, a.mode, a.epoch FROM allocation_intent i "
    "LEFT JOIN allocation a ON a.intent_id = i.id "
    "WHERE (i.stratum, i.position) > (:stratum, :position) "
    "ORDER BY i.stratum, i.position LIMIT 1000"};

constexpr Statement epoch_of{
    "verify.allocation_epoch",
    "SELECT stratum_index, first_position, capacity, trial, root FROM allocation_epoch "
    "WHERE stratum = :stratum AND epoch = :epoch"};

constexpr Statement versions{
    "verify.allocation_versions",
    "SELECT protocol_version, min(recorded_at), max(recorded_at) FROM allocation_intent "
    "WHERE recorded_at >= :since GROUP BY protocol_version ORDER BY protocol_version"};

struct Allocation
{
    Text id;
    Text person;
    Text stratum;
    Number position = 0;
    Text arm;
    Text receipt;
    Text mode;
    Number epoch = 0;
};

struct Row
{
    Text intent;
    Text person;
    Text stratum;
    Number position = 0;
    std::optional<Allocation> allocation;
};

std::vector<Row> rows_after(storage::Connection& sql, const Text& stratum, Number position)
{
    std::vector<Row> rows;
    for (auto& [intent, person, in, at, id, who, there, place, arm, receipt, mode, epoch] :
         sql.rows<Text, Text, Text, Number, MaybeText, MaybeText, MaybeText, MaybeNumber, MaybeText,
                  MaybeText, MaybeText, MaybeNumber>(
             next_intents, {{"stratum", stratum}, {"position", position}})) {
        Row row{
            .intent = intent, .person = person, .stratum = in, .position = at, .allocation = {}};
        if (id)
            row.allocation = Allocation{*id, *who, *there, *place, *arm, *receipt, *mode, *epoch};
        rows.push_back(std::move(row));
    }
    return rows;
}

std::optional<Epoch> find_epoch(storage::Connection& sql, const Allocation& of)
{
    const auto row = sql.row<Number, Number, Number, Text, Text>(
        epoch_of, {{"stratum", of.stratum}, {"epoch", of.epoch}});
    if (!row) return std::nullopt;
    return Epoch{.stratum = of.stratum,
                 .stratum_index = static_cast<std::uint32_t>(std::get<0>(*row)),
                 .number = of.epoch,
                 .first_position = std::get<1>(*row),
                 .capacity = static_cast<std::uint32_t>(std::get<2>(*row)),
                 .trial = std::get<3>(*row),
                 .spec_hash = {},
                 .root = std::get<4>(*row),
                 .commitment = {}};
}

/// What is wrong with one allocation, as the end of a sentence; nothing is good. No sentence names
/// an arm: who runs `verify all` need not know one.
std::optional<std::string_view> fault_of(storage::Connection& sql,
                                         const protocol::Protocol& protocol, crypto::Mode mode,
                                         const Row& row)
{
    const Allocation& given = *row.allocation;
    const bool same = given.person == row.person && given.stratum == row.stratum &&
                      given.position == row.position;
    if (!same) return "is not of the person, stratum and position that its intent bound";
    if (given.mode != crypto::name_of(mode)) return "is of another mode than the keys";
    const auto epoch = find_epoch(sql, given);
    if (!epoch || !epoch->holds(given.position)) return "is of an epoch that was never committed";
    if (epoch->trial != leaf_trial(protocol, mode, given.epoch))
        return "is of an epoch of another trial or mode";
    const auto receipt = sealed::read_receipt(given.receipt);
    if (!receipt) return "has a receipt that cannot be read";
    const auto& arms = protocol.randomisation.arms;
    const Ask ask{.epoch = *epoch, .position = given.position, .binding = {}};
    if (!answers(*receipt, ask, arms.size())) return "does not open to the published root";
    if (arms.at(schemes::index_of(receipt->opening.arm)).id != given.arm)
        return "names another arm than its receipt opens to";
    return std::nullopt;
}

/// Walks through the intents in the order of strata and positions.
class Walk
{
public:
    Walk(storage::Connection& sql, const protocol::Protocol& protocol, crypto::Mode mode,
         storage::Findings& findings)
        : sql_(sql), protocol_(protocol), mode_(mode), findings_(findings)
    {
    }

    /// One page; false on the last.
    bool page_of_intents()
    {
        const auto rows = rows_after(sql_, stratum_, position_);
        for (const Row& row : rows)
            check(row);
        return rows.size() == page;
    }

private:
    void check(const Row& row)
    {
        const bool first = row.stratum != stratum_;
        const Number expected = first ? 1 : position_ + 1;
        if (row.position != expected) {
            wrong("allocation_intent", row.intent,
                  fmt::format("stands at position {} of {} where {} comes next", row.position,
                              row.stratum, expected));
        }
        unsettled_before_ = !first && unsettled_before_;
        if (row.allocation) check_allocation(row);
        unsettled_before_ = unsettled_before_ || !row.allocation;
        stratum_ = row.stratum;
        position_ = row.position;
    }

    void check_allocation(const Row& row)
    {
        const Text& id = row.allocation->id;
        if (unsettled_before_)
            wrong("allocation", id, "was settled before somebody at an earlier position");
        if (const auto fault = fault_of(sql_, protocol_, mode_, row))
            wrong("allocation", id, Text(*fault));
    }

    void wrong(std::string_view table, const Text& id, Text what)
    {
        findings_.add(
            {storage::Breach::invariant_broken, std::nullopt, Text(table), id, std::move(what)});
    }

    storage::Connection& sql_;
    const protocol::Protocol& protocol_;
    crypto::Mode mode_;
    storage::Findings& findings_;
    Text stratum_;
    Number position_ = 0;
    bool unsettled_before_ = false;
};

} // namespace allocation_checks

void check_allocations(storage::Connection& sql, const protocol::Protocol& protocol,
                       crypto::Mode mode, storage::Findings& findings)
{
    allocation_checks::Walk walk(sql, protocol, mode, findings);
    while (walk.page_of_intents()) {
    }
}

std::vector<DrawnUnder> drawn_under(storage::Connection& sql, Instant since)
{
    std::vector<DrawnUnder> all;
    for (auto& [version, first, last] : sql.rows<std::string, std::int64_t, std::int64_t>(
             allocation_checks::versions, {{"since", since.micros()}})) {
        all.push_back({.version = std::move(version),
                       .first = Instant::from_micros(first),
                       .last = Instant::from_micros(last)});
    }
    return all;
}

} // namespace evenhand::allocation
