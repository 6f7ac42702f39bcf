#pragma once

// The judge of what intake officers were promised: every form that was taken has its row, once, on
// the person whom it was about, and is answered alike when it is sent again.

#include "tests/support/load_oracle.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace evenhand::load {

/// What a form leaves in the store.
struct Effect
{
    std::string_view form;  ///< as its path ends; "/concerns/new/" as it begins
    std::string_view query; ///< person and count of the rows
};
std::span<const Effect> intake_effects();

/// By effect, the rows of each person, read past the program.
using EffectRows = std::map<std::string_view, std::map<std::string, std::uint64_t>>;

class IntakeOracle
{
public:
    IntakeOracle(const Target& target, History& history)
        : client_(target), history_(history), settling_(target, history)
    {
    }

    void settle(Span within) { settling_.settle(within); }
    /// Compares all that was ever promised with the rows; of what is new since the last time, sends
    /// every tenth form again.
    Verdict judge(const EffectRows& rows);

private:
    void send_again(const Written& written, Verdict& verdict);

    Client client_;
    History& history_;
    Oracle settling_;
    std::set<std::string> seen_;
    int asked_ = 0;
};

} // namespace evenhand::load
