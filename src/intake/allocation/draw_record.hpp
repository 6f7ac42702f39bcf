#pragma once

#include "intake/allocation/allocation.hpp"
#include "randomisation/schemes/arm.hpp"
#include "randomisation/simulation/tally.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

// What the unblinded statistician watches while the trial runs: whether the arms are balanced,
// whether somebody who recruits could have guessed, how long a draw took, and what was left undone.

namespace evenhand::allocation {

/// A position that somebody stands at, drawn or not.
struct DrawnPosition
{
    PersonId person;
    std::string stratum;
    std::int64_t position = 0;
    std::string area;
    std::string group;
    std::string recruiter; ///< whoever asked for it, as facts name them
    Instant intended;
    std::optional<std::size_t> arm; ///< its index in the protocol; nothing: not drawn yet
    Instant drawn;                  ///< if it was
};

/// How often whoever bets on the lagging arm would have been right (Blackwell and Hodges 1957,
/// J. Am. Stat. Assoc. 52: the convergence strategy), knowing every earlier arm of the stratum. A
/// bet between equals counts as its chance.
struct Guesses
{
    std::int64_t draws = 0;
    double right = 0;
    /// From 0 to 1; nothing where nobody was drawn.
    [[nodiscard]] std::optional<double> rate() const;
};

/// From intent to allocation.
struct DrawTimes
{
    std::chrono::microseconds median{};
    std::chrono::microseconds slow{}; ///< 95 of 100 were not slower (nearest rank)
    std::chrono::microseconds longest{};
};

/// Somebody who was ready while the program was down: when, by their form, and when they were put
/// into a group.
struct PaperDraw
{
    std::string form;
    std::string stratum;
    Instant asked;
    Instant written; ///< down; after the draw where the form was found late
    Instant drawn;
    std::string set_aside = {}; ///< why, as the table keeps it; empty: it stands
};

using ArmCounts = std::vector<std::int64_t>;

struct DrawRecord
{
    ArmCounts everybody;
    std::map<std::string, ArmCounts> by_stratum;
    std::map<std::string, ArmCounts> by_area;
    std::map<std::string, ArmCounts> by_group;
    Guesses all;
    std::map<std::string, Guesses> by_recruiter;
    std::optional<DrawTimes> times; ///< nothing: nobody was drawn
    std::vector<DrawnPosition> unfinished;
};

/// Folds positions into a record, in one pass; a few words are kept for each.
class DrawRecorder
{
public:
    explicit DrawRecorder(const schemes::Ratio& ratio);
    /// In the order of (stratum, position). What follows an unfinished position of its stratum is
    /// unfinished too, as positions are settled in their order.
    void add(const DrawnPosition& position);
    DrawRecord finish() &&;

private:
    void count(const DrawnPosition& position, std::size_t arm);
    void guess(const DrawnPosition& position, std::size_t arm);

    simulation::TallyRules rules_;
    simulation::Tally<schemes::most_arms> history_;
    std::string stratum_;
    std::vector<std::chrono::microseconds> waits_;
    DrawRecord record_;
};

/// The ratio of the protocol's arms.
schemes::Ratio ratio_of(const protocol::Protocol& protocol);

} // namespace evenhand::allocation
