#include "rehearsal/made_up_person.hpp"

#include "core/check.hpp"
#include "rehearsal/safe_ranges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace evenhand::rehearsal {

namespace made_up_person {

// Ages: the sister trial's mean (trial.md 9.4); the spread is a guess. Nobody beyond working age.
constexpr double age_mean = 41;
constexpr double age_deviation = 11;
constexpr int age_most = 66;

// Of the people randomised in Sheffield City Region 42 % were in work (trial.md 9.8).
constexpr double share_in_work = 0.42;
constexpr std::string_view in_work = "in-work";

constexpr double knows_nhs_number = 0.45;
constexpr double names_surgery = 0.6;
constexpr double no_fixed_address = 0.03;
constexpr double has_mobile = 0.92;
constexpr double has_landline = 0.35;
constexpr double has_email = 0.75;

struct Share
{
    std::string_view id;
    double share;
};
// Mental health and learning: trial.md 9.4. The rest are guesses; several at once are usual there.
constexpr std::array conditions{
    Share{"mental-health", 0.83}, Share{"bones-joints-muscles", 0.38},
    Share{"heart-lungs", 0.14},   Share{"long-term", 0.22},
    Share{"sight-hearing", 0.07}, Share{"learning-neurodivergent", 0.20},
    Share{"another", 0.10},
};
// Guesses: each need is somebody's in any demonstration of sixty.
constexpr std::array needs{
    Share{"bsl", 0.015},        Share{"interpreter", 0.06}, Share{"easy-read", 0.07},
    Share{"large-print", 0.04}, Share{"braille", 0.01},     Share{"audio", 0.02},
    Share{"text-relay", 0.015}, Share{"lip-speaker", 0.01}, Share{"companion", 0.12},
    Share{"step-free", 0.08},   Share{"another", 0.03},
};
constexpr double share_of_others = 0.05;

constexpr std::array<std::string_view, 6> languages{"Arabic", "Polish", "Romanian",
                                                    "Slovak", "Somali", "Urdu"};

double share_of(std::span<const Share> shares, std::string_view id)
{
    const auto found = std::ranges::find(shares, id, &Share::id);
    return found == shares.end() ? share_of_others : found->share;
}

/// Each choice by itself, as often as its share says.
std::vector<std::string> some_of(const std::vector<protocol::Choice>& choices,
                                 std::span<const Share> shares, Rng rng)
{
    std::vector<std::string> chosen;
    for (const protocol::Choice& choice : choices)
        if (rng.bernoulli(share_of(shares, choice.id))) chosen.push_back(choice.id);
    return chosen;
}

bool includes(const std::vector<std::string>& chosen, std::string_view id)
{
    return std::ranges::find(chosen, id) != chosen.end();
}

} // namespace made_up_person

LocalDate born_to_be(int age, std::int64_t days, LocalDate today)
{
    constexpr std::int64_t days_of_a_year = 365;
    CHECK(age >= 0 && days >= 0 && days < days_of_a_year);
    // Today is 29 February and their year had none: born on 1 March they would be a day too young.
    const auto same_day = LocalDate::from_ymd(today.year() - age, today.month(), today.day());
    const LocalDate birthday_today =
        same_day ? *same_day : *LocalDate::from_ymd(today.year() - age, 2, 28);
    return birthday_today.plus_days(-days);
}

PeopleMaker::PeopleMaker(const Rng& rng, const protocol::Protocol& protocol, LocalDate today)
    : rng_(rng), protocol_(protocol), today_(today)
{
    CHECK(!protocol.areas.empty() && !protocol.referral.work.empty());
}

Rng PeopleMaker::stream(std::uint64_t ordinal, std::string_view trait) const
{
    return rng_.stream(fmt::format("people/{}/{}", ordinal, trait));
}

LocalDate PeopleMaker::birth_date(Rng rng) const
{
    const double drawn = rng.normal(made_up_person::age_mean, made_up_person::age_deviation);
    const int age = std::clamp(static_cast<int>(drawn), protocol_.eligibility.age_from,
                               made_up_person::age_most);
    return born_to_be(age, static_cast<std::int64_t>(rng.uniform(365)), today_);
}

std::string PeopleMaker::work_answer(Rng rng) const
{
    const bool works = rng.bernoulli(made_up_person::share_in_work);
    std::vector<std::string> fitting;
    // Whoever the trial has no group for learns it from the start page and does not come.
    for (const protocol::WorkChoice& choice : protocol_.referral.work) {
        const bool theirs = (choice.group == made_up_person::in_work) == works;
        if (theirs && !choice.group.empty()) fitting.push_back(choice.id);
    }
    // A protocol without a group of people in work is for the others alone.
    if (fitting.empty()) {
        for (const protocol::WorkChoice& choice : protocol_.referral.work)
            if (!choice.group.empty()) fitting.push_back(choice.id);
    }
    CHECK(!fitting.empty());
    return fitting[static_cast<std::size_t>(rng.uniform(fitting.size()))];
}

void PeopleMaker::give_channels(MadeUpPerson& person, std::uint64_t ordinal) const
{
    Rng rng = stream(ordinal, "channels");
    if (rng.bernoulli(made_up_person::has_mobile)) person.mobile = safe_mobile(rng);
    if (rng.bernoulli(made_up_person::has_landline)) person.landline = safe_landline(rng);
    if (rng.bernoulli(made_up_person::has_email)) {
        person.email = safe_email(person.name.first, person.name.last, ordinal + 1, rng);
    }
    if (rng.bernoulli(made_up_person::knows_nhs_number))
        person.nhs_number = safe_nhs_number(ordinal);
}

void PeopleMaker::give_home(MadeUpPerson& person, std::uint64_t ordinal) const
{
    Rng rng = stream(ordinal, "home");
    const protocol::Area& area =
        protocol_.areas[static_cast<std::size_t>(rng.uniform(protocol_.areas.size()))];
    person.area = area.id;
    const std::string postcode(safe_postcode(area.id));
    if (!rng.bernoulli(made_up_person::no_fixed_address)) person.postcode = postcode;
    person.address =
        fmt::format("{} Example Street\n{}\n{}", 1 + rng.uniform(199), area.name, postcode);
    if (rng.bernoulli(made_up_person::names_surgery))
        person.surgery = fmt::format("Example Practice {}", 1 + rng.uniform(9));
}

void PeopleMaker::give_health(MadeUpPerson& person, std::uint64_t ordinal) const
{
    const protocol::Referral& form = protocol_.referral;
    person.conditions = made_up_person::some_of(form.condition_kinds, made_up_person::conditions,
                                                stream(ordinal, "conditions"));
    person.needs =
        made_up_person::some_of(form.needs, made_up_person::needs, stream(ordinal, "needs"));
    if (made_up_person::includes(person.needs, "interpreter")) {
        Rng rng = stream(ordinal, "language");
        person.language = made_up_person::languages.at(
            static_cast<std::size_t>(rng.uniform(made_up_person::languages.size())));
    }
}

MadeUpPerson PeopleMaker::make(std::uint64_t ordinal) const
{
    Rng name_rng = stream(ordinal, "name");
    MadeUpPerson person{.name = made_up_name(name_rng),
                        .born = birth_date(stream(ordinal, "birth")),
                        .nhs_number = {},
                        .mobile = {},
                        .landline = {},
                        .email = {},
                        .area = {},
                        .surgery = {},
                        .postcode = {},
                        .address = {},
                        .work = work_answer(stream(ordinal, "work")),
                        .conditions = {},
                        .needs = {},
                        .language = {}};
    give_channels(person, ordinal);
    give_home(person, ordinal);
    give_health(person, ordinal);
    return person;
}

} // namespace evenhand::rehearsal
