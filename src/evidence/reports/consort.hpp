#pragma once

#include "evidence/reports/disclosure.hpp"
#include "people/participants/flow.hpp"
#include "protocol/protocol.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The CONSORT flow: counts that are exact and add up, from cells in each of which every person
// stands once.

namespace evenhand::reports {

/// So many left, for that reason.
struct Left
{
    std::string reason;
    std::int64_t people = 0;
    friend bool operator==(const Left&, const Left&) = default;
};

/// So many wait there for what is next.
struct Waits
{
    participants::Stage stage = participants::Stage::referred;
    std::int64_t people = 0;
    friend bool operator==(const Waits&, const Waits&) = default;
};

/// Who had come so far, and what became of those who came no further: `people` is all who left, all
/// who wait, and the people of the next box.
struct FlowBox
{
    participants::Step milestone = participants::Step::referred;
    std::int64_t people = 0;
    std::vector<Left> left;   ///< the most first; small reasons are one, at the end
    std::vector<Waits> waits; ///< in the order of the journey
};

struct Consort
{
    std::vector<FlowBox> boxes;
    /// Of the last box. They stay in it: randomised means counted.
    std::int64_t withdrew_after = 0;
    std::int64_t died_after = 0;
};

/// The words for why somebody left: "Not eligible: Under 18".
std::string reason_of(const protocol::Protocol& protocol, participants::Stage stage,
                      std::string_view detail);

Consort consort(const protocol::Protocol& protocol, const participants::FlowCells& cells,
                const DisclosureRule& rule = {});

/// Whether each box is what left it, what waits in it and the next box.
bool adds_up(const Consort& flow);
std::int64_t people_in(const std::vector<Left>& left);
std::int64_t people_in(const std::vector<Waits>& waits);

/// As a frozen flow keeps its cells, a line each.
std::string text_of(const participants::FlowCells& cells);
/// What text_of() wrote. CHECKs the form.
participants::FlowCells cells_in(std::string_view text);

} // namespace evenhand::reports
