#include "app/power_command.hpp"

#include "app/cannot_run.hpp"
#include "app/terminal.hpp"
#include "statistics/power.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <string_view>

namespace evenhand::app {

namespace power_command {

using statistics::Outcome;
using statistics::PlannedArms;
using statistics::PlannedTest;

enum class Wanted { power, effect, people };

std::string_view name(Wanted wanted)
{
    switch (wanted) {
    case Wanted::power:
        return "power";
    case Wanted::effect:
        return "detectable_difference";
    case Wanted::people:
        break;
    }
    return "people_per_arm";
}

bool is_of_proportions(const PowerOptions& options)
{
    return options.question != PowerQuestion::means;
}

bool has_effect(const PowerOptions& options)
{
    return is_of_proportions(options) ? options.treated.has_value()
                                      : options.difference.has_value();
}

Wanted wanted(const PowerOptions& options)
{
    if (options.people && has_effect(options)) return Wanted::power;
    if (options.people) return Wanted::effect;
    if (has_effect(options)) return Wanted::people;
    throw CannotRun(is_of_proportions(options) ? "give --people, --treated or both"
                                               : "give --people, --difference or both");
}

void check(const PowerOptions& options)
{
    const bool clustered = options.question == PowerQuestion::clustered_proportions;
    if (clustered && !(options.cluster_size > 1 && options.icc > 0))
        throw CannotRun("--cluster-size above 1 and --icc above 0 are needed");
    if (is_of_proportions(options) && !options.control)
        throw CannotRun("--control SHARE is needed");
    if (!is_of_proportions(options) && !options.standard_deviation)
        throw CannotRun("--sd is needed");
    if (options.people_control && !options.people)
        throw CannotRun("--people-control needs --people");
    for (const auto& [value, option] :
         {std::pair{options.icc, "--icc"}, std::pair{options.r_squared, "--r-squared"},
          std::pair{options.attrition, "--attrition"}})
        if (!(value >= 0 && value < 1))
            throw CannotRun(fmt::format("{} must be from 0 to less than 1", option));
    if (!(options.cluster_size >= 1)) throw CannotRun("--cluster-size must be at least 1");
    for (const auto& [value, option] :
         {std::pair{options.alpha, "--alpha"}, std::pair{options.power, "--power"}})
        if (!(value > 0 && value < 1))
            throw CannotRun(fmt::format("{} must be between 0 and 1", option));
}

PlannedArms arms_of(const PowerOptions& options)
{
    return {.n_treated = options.people.value_or(0),
            .n_control = options.people_control.value_or(options.people.value_or(0)),
            .attrition = options.attrition,
            .deff_treated = 1 + (options.cluster_size - 1) * options.icc,
            .r_squared = options.r_squared};
}

Outcome<double> proportions(const PowerOptions& options, Wanted what)
{
    const PlannedArms arms = arms_of(options);
    const PlannedTest test{.alpha = options.alpha, .power = options.power};
    switch (what) {
    case Wanted::power:
        return statistics::power_of_proportions(arms, *options.treated, *options.control,
                                                options.alpha);
    case Wanted::effect:
        return statistics::detectable_rise(arms, *options.control, test);
    case Wanted::people:
        break;
    }
    return statistics::people_for_proportions(arms, *options.treated, *options.control, test);
}

Outcome<double> means(const PowerOptions& options, Wanted what)
{
    const PlannedArms arms = arms_of(options);
    const PlannedTest test{.alpha = options.alpha, .power = options.power};
    switch (what) {
    case Wanted::power:
        return statistics::power_of_means(arms, *options.difference, *options.standard_deviation,
                                          options.alpha);
    case Wanted::effect:
        return statistics::detectable_difference(arms, *options.standard_deviation, test);
    case Wanted::people:
        break;
    }
    return statistics::people_for_means(arms, *options.difference, *options.standard_deviation,
                                        test);
}

std::string words(Wanted what, double value, const PowerOptions& options)
{
    switch (what) {
    case Wanted::power:
        return fmt::format("Power: {:.4f}\n", value);
    case Wanted::effect:
        return fmt::format("Difference that is found with power {:g}: {:.6g}\n", options.power,
                           value);
    case Wanted::people:
        break;
    }
    return fmt::format("People to be randomised to each arm for power {:g}: {:.0f}\n",
                       options.power, std::ceil(value));
}

} // namespace power_command

int power(const PowerOptions& options)
{
    using namespace power_command;
    check(options);
    const Wanted what = wanted(options);
    const auto found =
        is_of_proportions(options) ? proportions(options, what) : means(options, what);
    if (!found) throw CannotRun(sentence(found.error()));
    if (options.json) {
        print(nlohmann::ordered_json{{std::string(name(what)), *found},
                                     {"alpha", options.alpha},
                                     {"design_effect_treated", arms_of(options).deff_treated}}
                  .dump() +
              "\n");
    } else {
        print(words(what, *found, options));
    }
    return 0;
}

} // namespace evenhand::app
