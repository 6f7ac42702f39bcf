#include "rehearsal/self_referral.hpp"

#include "core/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace evenhand::rehearsal {

namespace self_referral_parts {

constexpr double helped_by_someone = 0.10;
constexpr double helped_by_staff = 0.05;
constexpr double unsure_of_condition = 0.07;
constexpr double tells_more = 0.35;
constexpr double unsure_of_surgery = 0.06;
constexpr double gets_other_help = 0.12;
constexpr double leaves_out_source = 0.2;
constexpr double allows_message = 0.8;
constexpr double allows_health = 0.55;
constexpr double names_times = 0.4;

constexpr std::array<std::string_view, 10> details{
    "My back will not let me sit or stand for long.",
    "I get panic attacks on the bus and in busy places.",
    "Pain most days, worse in the cold.",
    "I sleep badly and cannot think straight by the afternoon.",
    "I've been low since I lost my last job & it is getting worse.",
    "Breathing is hard when I walk uphill.",
    "I find it hard to read forms. Somebody helped me with this one.",
    "My hands swell, so I cannot do the packing job any more.",
    "Good days and bad days. I never know which it will be.",
    "My manager is kind but does not know what would help.",
};
constexpr std::array<std::string_view, 6> times{"weekday mornings",
                                                "after 3pm",
                                                "any day but Tuesday",
                                                "lunch time",
                                                "after the school run, from 9:30",
                                                "evenings, please"};

template <class List>
std::string one_of(Rng& rng, const List& list)
{
    return std::string(list[static_cast<std::size_t>(rng.uniform(std::size(list)))]);
}

Typed who_for(Rng& rng)
{
    const std::array<double, 3> weights{1 - helped_by_someone - helped_by_staff, helped_by_someone,
                                        helped_by_staff};
    const std::size_t helper = rng.weighted_choice(weights);
    if (helper == 0) return {{"for", "me"}};
    const MadeUpName name = made_up_name(rng);
    const std::string whole =
        name.first == name.last ? name.first : fmt::format("{} {}", name.first, name.last);
    return {{"for", helper == 1 ? "someone" : "staff"}, {"helper", whole}};
}

Typed surgery(const MadeUpPerson& person, Rng& rng)
{
    if (rng.bernoulli(unsure_of_surgery)) return {{"surgery_area", "not-sure"}};
    return {{"surgery_area", person.area}, {"surgery_name", person.surgery}};
}

Typed health(const MadeUpPerson& person, Rng& rng)
{
    Typed typed{{"condition", rng.bernoulli(unsure_of_condition) ? "not-sure" : "yes"}};
    for (const std::string& kind : person.conditions)
        typed.emplace_back("kind", kind);
    if (rng.bernoulli(tells_more)) typed.emplace_back("details", one_of(rng, details));
    return typed;
}

Typed other_help(const protocol::Protocol& protocol, Rng& rng)
{
    const auto& choices = protocol.referral.other_help;
    if (choices.empty() || !rng.bernoulli(gets_other_help)) return {{"help", "none"}};
    return {{"help", choices[static_cast<std::size_t>(rng.uniform(choices.size()))].id}};
}

Typed contact(const MadeUpPerson& person, Rng& rng)
{
    Typed typed;
    const std::string& number = person.landline.empty() ? person.mobile : person.landline;
    if (!number.empty()) {
        typed.emplace_back("channel", "phone");
        typed.emplace_back("phone", number);
    }
    if (!person.mobile.empty() && rng.bernoulli(0.7)) {
        typed.emplace_back("channel", "text");
        typed.emplace_back("mobile", person.mobile);
    }
    if (!person.email.empty() && rng.bernoulli(0.6)) {
        typed.emplace_back("channel", "email");
        typed.emplace_back("email", person.email);
    }
    // Whoever has neither telephone nor e-mail is written to.
    if (typed.empty() || rng.bernoulli(0.1)) {
        typed.emplace_back("channel", "letter");
        typed.emplace_back("address", person.address);
    }
    if (rng.bernoulli(names_times)) typed.emplace_back("times", one_of(rng, times));
    return typed;
}

Typed safe_contact(Rng& rng)
{
    return {{"leave_message", rng.bernoulli(allows_message) ? "yes" : "no"},
            {"mention_health", rng.bernoulli(allows_health) ? "yes" : "no"}};
}

Typed needs(const MadeUpPerson& person)
{
    if (person.needs.empty()) return {{"need", "none"}};
    Typed typed;
    for (const std::string& need : person.needs)
        typed.emplace_back("need", need);
    typed.emplace_back("need_detail", person.language);
    return typed;
}

Typed source(const protocol::Protocol& protocol, Rng& rng)
{
    const auto& choices = protocol.referral.sources;
    if (choices.empty() || rng.bernoulli(leaves_out_source)) return {};
    return {{"source", choices[static_cast<std::size_t>(rng.uniform(choices.size()))].id}};
}

Typed birth_date(LocalDate born)
{
    return {{"born-day", fmt::to_string(born.day())},
            {"born-month", fmt::to_string(born.month())},
            {"born-year", fmt::to_string(born.year())}};
}

Typed nhs_number(const MadeUpPerson& person)
{
    if (person.nhs_number.empty()) return {{"knows_nhs_number", "no"}};
    return {{"knows_nhs_number", "yes"}, {"nhs_number", person.nhs_number}};
}

Typed postcode(const MadeUpPerson& person)
{
    if (person.postcode.empty()) return {{"no_fixed_address", "yes"}};
    return {{"postcode", person.postcode}};
}

/// Registered somewhere else, nowhere, or at home where the trial does not reach.
void move_outside(SelfReferral& answers, Rng& rng)
{
    switch (rng.uniform(3)) {
    case 0:
        answers["gp-surgery"] = {{"surgery_area", "elsewhere"}};
        return;
    case 1:
        answers["gp-surgery"] = {{"surgery_area", "none"}};
        return;
    case 2:
        break;
    }
    answers["postcode"] = {{"postcode", "BT1 5GS"}};
}

struct Share
{
    std::string_view question;
    std::string_view choice;
    double share;
};
// More people of minority groups than live around (trial.md 9.4), who are a tenth; the rest are
// guesses. A choice that is not listed is one of many.
constexpr std::array equality{
    Share{"sex", "female", 0.55},         Share{"sex", "male", 0.45},
    Share{"gender", "same", 0.97},        Share{"gender", "different", 0.01},
    Share{"ethnic-group", "white", 0.78}, Share{"ethnic-group", "asian", 0.09},
    Share{"ethnic-group", "black", 0.06}, Share{"ethnic-group", "mixed", 0.04},
    Share{"disability", "a-lot", 0.35},   Share{"disability", "a-little", 0.45},
    Share{"disability", "no", 0.20},
};
constexpr double share_of_others = 0.03;

double share_of(std::string_view question, std::string_view choice)
{
    const auto found = std::ranges::find_if(equality, [&](const Share& each) {
        return each.question == question && each.choice == choice;
    });
    return found == equality.end() ? share_of_others : found->share;
}

} // namespace self_referral_parts

SelfReferral self_referral(const MadeUpPerson& person, const protocol::Protocol& protocol, Rng rng)
{
    namespace parts = self_referral_parts;
    const MadeUpName& name = person.name;
    SelfReferral answers;
    answers["who-for"] = parts::who_for(rng);
    answers["age"] = {{"old_enough", "yes"}};
    answers["gp-surgery"] = parts::surgery(person, rng);
    answers["postcode"] = parts::postcode(person);
    answers["work"] = {{"work", person.work}};
    answers["health"] = parts::health(person, rng);
    answers["other-help"] = parts::other_help(protocol, rng);
    answers["name"] = {
        {"first_name", name.first}, {"last_name", name.last}, {"known_as", name.known_as}};
    answers["date-of-birth"] = parts::birth_date(person.born);
    answers["nhs-number"] = parts::nhs_number(person);
    answers["contact"] = parts::contact(person, rng);
    answers["safe-contact"] = parts::safe_contact(rng);
    answers["needs"] = parts::needs(person);
    answers["how-you-heard"] = parts::source(protocol, rng);
    answers["agreement"] = {{"agree", "yes"}};
    return answers;
}

SelfReferral answers_that_end(SelfReferral answers, Intention intention,
                              const protocol::Protocol& protocol, LocalDate today, Rng rng)
{
    namespace parts = self_referral_parts;
    switch (intention) {
    case Intention::under_age:
        if (rng.bernoulli(0.5)) {
            answers["age"] = {{"old_enough", "no"}};
        } else {
            answers["date-of-birth"] =
                parts::birth_date(born_to_be(protocol.eligibility.age_from - 1,
                                             static_cast<std::int64_t>(rng.uniform(365)), today));
        }
        break;
    case Intention::outside_area:
        parts::move_outside(answers, rng);
        break;
    case Intention::no_condition:
        answers["health"] = {{"condition", "no"}};
        break;
    case Intention::not_agree:
        answers["agreement"] = {{"agree", "no"}};
        break;
    case Intention::send:
    case Intention::ask_for_call:
    case Intention::save_and_send:
    case Intention::save:
        break;
    }
    return answers;
}

Typed call_request(const MadeUpPerson& person, Rng rng)
{
    namespace parts = self_referral_parts;
    const MadeUpName& name = person.name;
    std::string number = person.mobile.empty() ? person.landline : person.mobile;
    // Who has no telephone of their own leaves a neighbour's.
    if (number.empty()) number = "01632 960001";
    return {{"name",
             name.first == name.last ? name.first : fmt::format("{} {}", name.first, name.last)},
            {"phone", number},
            {"times", rng.bernoulli(parts::names_times) ? parts::one_of(rng, parts::times) : ""},
            {"language", person.language}};
}

Typed equality_answers(const protocol::Protocol& protocol, Rng rng)
{
    constexpr double leaves_out = 0.15;
    Typed typed;
    for (const auto& question : protocol.referral.equality) {
        Rng own = rng.stream(question.id);
        if (question.choices.empty() || own.bernoulli(leaves_out)) continue;
        std::vector<double> weights;
        for (const auto& choice : question.choices)
            weights.push_back(self_referral_parts::share_of(question.id, choice.id));
        typed.emplace_back(question.id, question.choices[own.weighted_choice(weights)].id);
    }
    return typed;
}

std::string_view question_asked(std::string_view url)
{
    constexpr std::string_view journey = "/join/";
    const std::string_view path = url.substr(0, url.find('?'));
    if (!path.starts_with(journey)) return {};
    const std::string_view slug = path.substr(journey.size());
    const bool no_question = slug == "check" || slug == "save" || slug == "saved" ||
                             slug == "resume" || slug.starts_with("cannot-join/");
    return no_question ? std::string_view() : slug;
}

} // namespace evenhand::rehearsal
