#include "recruitment/referral/pages/question.hpp"

#include "core/check.hpp"
#include "recruitment/referral/pages/questions.hpp"

#include <algorithm>
#include <array>

namespace evenhand::referral {

namespace question {

constexpr std::array journey{
    &pages::who_for_question,    &pages::age_question,     &pages::surgery_question,
    &pages::postcode_question,   &pages::work_question,    &pages::condition_question,
    &pages::other_help_question, &pages::name_question,    &pages::birth_date_question,
    &pages::nhs_number_question, &pages::contact_question, &pages::safe_contact_question,
    &pages::needs_question,      &pages::source_question,  &pages::agreement_question,
};

struct StopSlug
{
    Stop stop;
    std::string_view slug;
};
constexpr std::array stop_slugs{
    StopSlug{Stop::too_young, "under-age"},   StopSlug{Stop::not_in_area, "outside-area"},
    StopSlug{Stop::no_group, "no-group"},     StopSlug{Stop::no_condition, "no-health-condition"},
    StopSlug{Stop::not_agreed, "not-agreed"},
};

std::size_t position_of(const Question& question)
{
    const auto found = std::ranges::find(journey, &question);
    CHECK(found != journey.end());
    return static_cast<std::size_t>(found - journey.begin());
}

} // namespace question

std::string_view slug(Stop stop)
{
    const auto found = std::ranges::find(question::stop_slugs, stop, &question::StopSlug::stop);
    CHECK(found != question::stop_slugs.end());
    return found->slug;
}

std::optional<Stop> stop_from(std::string_view slug)
{
    const auto found = std::ranges::find(question::stop_slugs, slug, &question::StopSlug::slug);
    if (found == question::stop_slugs.end()) return std::nullopt;
    return found->stop;
}

std::span<const Question* const> questions()
{
    return question::journey;
}

const Question* find_question(std::string_view slug)
{
    const auto found = std::ranges::find(question::journey, slug, &Question::slug);
    return found == question::journey.end() ? nullptr : *found;
}

const Question* question_after(const Question& question)
{
    const std::size_t next = question::position_of(question) + 1;
    return next == question::journey.size() ? nullptr : question::journey[next];
}

const Question* question_before(const Question& question)
{
    const std::size_t at = question::position_of(question);
    return at == 0 ? nullptr : question::journey[at - 1];
}

const Question* first_open(const Asked& asked, const Answers& answers)
{
    const auto open = [&](const Question* each) {
        const http::FormData& answer = answers.of(each->slug);
        return !answers.has(each->slug) || !each->check(asked, answer).empty() ||
               (each->stop && each->stop(asked, answer));
    };
    const auto found = std::ranges::find_if(question::journey, open);
    return found == question::journey.end() ? nullptr : *found;
}

const Question* first_stopping(const Asked& asked, const Answers& answers, Stop stop)
{
    const auto stops = [&](const Question* each) {
        return each->stop && answers.has(each->slug) &&
               each->stop(asked, answers.of(each->slug)) == stop;
    };
    const auto found = std::ranges::find_if(question::journey, stops);
    return found == question::journey.end() ? nullptr : *found;
}

} // namespace evenhand::referral
