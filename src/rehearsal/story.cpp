#include "rehearsal/story.hpp"

#include <fmt/format.h>

#include <array>

namespace evenhand::rehearsal {

namespace story {

constexpr double never_reached = 0.07;
constexpr double leaves_at_call = 0.05;
constexpr double never_comes = 0.07;
constexpr double agrees_to_linkage = 0.88;
constexpr double has_concern = 0.03;

// None, one, two calls in vain; so many appointments missed. A third of either ends the way.
constexpr std::array<double, 3> calls_missed{0.62, 0.26, 0.12};
constexpr std::array<double, 3> appointments_missed{0.80, 0.15, 0.05};
// Yes, no, and unsure until a lead has found out.
constexpr std::array<double, 4> eligible{0.89, 0.06, 0.04, 0.01};
// Goes on, wants time and comes back, wants time and declines, declines.
constexpr std::array<double, 4> choices{0.83, 0.09, 0.03, 0.05};
constexpr std::array<double, 3> after{0.955, 0.04, 0.005};

template <class Enum, std::size_t N>
Enum one_of(Rng rng, const std::array<double, N>& weights)
{
    return static_cast<Enum>(rng.weighted_choice(weights));
}

int between(Rng rng, int least, int most)
{
    return least + static_cast<int>(rng.uniform(static_cast<std::uint64_t>(most - least) + 1));
}

} // namespace story

Story story_of(const Rng& rng, std::uint64_t person)
{
    const auto trait = [&](const char* name) {
        return rng.stream(fmt::format("story/{}/{}", person, name));
    };
    const auto happens = [&](const char* name, double share) {
        return trait(name).bernoulli(share);
    };
    return {.calls_missed = story::one_of<int>(trait("calls"), story::calls_missed),
            .is_reached = !happens("never-reached", story::never_reached),
            .leaves_at_call = happens("leaves-at-call", story::leaves_at_call),
            .days_to_appointment = story::between(trait("days-to-appointment"), 2, 9),
            .appointments_missed = story::one_of<int>(trait("missed"), story::appointments_missed),
            .comes = !happens("never-comes", story::never_comes),
            .eligible = story::one_of<Story::Eligible>(trait("eligible"), story::eligible),
            .choice = story::one_of<Story::Choice>(trait("choice"), story::choices),
            .days_to_decide = story::between(trait("days-to-decide"), 1, 4),
            .agrees_to_linkage = happens("linkage", story::agrees_to_linkage),
            .after = story::one_of<Story::After>(trait("after"), story::after),
            .days_until_after = story::between(trait("days-until-after"), 5, 160),
            .has_concern = happens("concern", story::has_concern),
            .days_until_concern = story::between(trait("days-until-concern"), 3, 60)};
}

} // namespace evenhand::rehearsal
