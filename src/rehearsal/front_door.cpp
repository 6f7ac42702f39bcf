#include "rehearsal/front_door.hpp"

#include "core/london_time.hpp"
#include "core/reference.hpp"
#include "rehearsal/self_referral.hpp"
#include "rehearsal/visitor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace evenhand::rehearsal {

namespace front_door {

constexpr double came_by_campaign = 0.25;
// A guess; nobody has to.
constexpr double answers_optional_questions = 0.6;
constexpr std::string_view optional_questions = "tell us a little about yourself";
constexpr std::array<std::string_view, 4> campaigns{"leaflet-surgery", "poster-library", "radio",
                                                    "job-fair"};

/// Which browser, of those one person may use.
enum class Device { own = 1, another = 2 };

/// Everyone has an address of their own in the range kept for documentation (RFC 3849): budgets of
/// requests are kept by /64.
Seat seat_of(const Stage& stage, std::uint64_t person, Device device)
{
    return {.host = stage.host,
            .remote_address = fmt::format("2001:db8:{:x}:{:x}::{}", person >> 16U, person & 0xFFFFU,
                                          static_cast<int>(device)),
            .user_agent = device == Device::own ? "made-up telephone" : "made-up computer"};
}

/// One person on their way.
class Journey
{
public:
    Journey(const Stage& stage, const Arrival& arrival, const MadeUpPerson& person)
        : stage_(stage), arrival_(arrival), person_(person),
          rng_(stage.rng.stream(fmt::format("front-door/{}", arrival.person))),
          pace_(rng_.stream("pace")),
          visitor_(stage.service, seat_of(stage, arrival.person, Device::own))
    {
    }

    Came go()
    {
        const Outcome outcome = come();
        return {.outcome = outcome, .reference = reference_};
    }

private:
    Outcome come()
    {
        open_first_page();
        if (arrival_.intention == Intention::ask_for_call) return ask_for_call();
        answers_ = answers_that_end(self_referral(person_, stage_.protocol, rng_.stream("answers")),
                                    arrival_.intention, stage_.protocol,
                                    london_date(stage_.time.now()), rng_.stream("ending"));
        visitor_.follow("Start now");
        switch (arrival_.intention) {
        case Intention::save:
            save_half_way();
            return Outcome::saved;
        case Intention::save_and_send:
            come_back_with(save_half_way());
            return send();
        case Intention::send:
            return send();
        case Intention::under_age:
        case Intention::outside_area:
        case Intention::no_condition:
        case Intention::not_agree:
        case Intention::ask_for_call:
            break;
        }
        answer_until("");
        return arrived("/join/cannot-join/", Outcome::stopped);
    }

    void open_first_page()
    {
        Rng campaign = rng_.stream("campaign");
        const std::string code(
            campaigns.at(static_cast<std::size_t>(campaign.uniform(campaigns.size()))));
        visitor_.open(campaign.bernoulli(came_by_campaign) ? "/?c=" + code : "/");
    }

    /// Reads a page and fills it in.
    void think() { stage_.time.pass(std::chrono::seconds(8 + pace_.uniform(40))); }

    /// Answers questions until none is asked, or until that one is.
    void answer_until(std::string_view last)
    {
        for (auto slug = question_asked(visitor_.url()); !slug.empty() && slug != last;
             slug = question_asked(visitor_.url())) {
            think();
            visitor_.press("Continue", answer_to(slug));
            if (visitor_.status() != 200)
                throw Lost("an answer to " + std::string(slug) + " was found fault with");
        }
    }

    const Typed& answer_to(std::string_view slug) const
    {
        const auto answer = answers_.find(slug);
        if (answer == answers_.end()) {
            throw Lost(fmt::format("made-up people have no answer to the question {}", slug));
        }
        return answer->second;
    }

    [[nodiscard]] Outcome arrived(std::string_view path, Outcome outcome) const
    {
        if (visitor_.url().starts_with(path)) return outcome;
        throw Lost(fmt::format("a journey led to {} and not to {}", visitor_.url(), path));
    }

    Outcome send()
    {
        answer_until("");
        think();
        visitor_.press("Send");
        const Outcome outcome = arrived("/sent/", Outcome::sent);
        keep_reference();
        const bool asked = !stage_.protocol.referral.equality.empty();
        if (asked && rng_.stream("about-you").bernoulli(answers_optional_questions))
            tell_about_themselves();
        return outcome;
    }

    Outcome ask_for_call()
    {
        visitor_.follow("Ask us to call you");
        think();
        visitor_.press("Ask for a call", call_request(person_, rng_.stream("call")));
        const Outcome outcome = arrived("/sent/", Outcome::called);
        keep_reference();
        return outcome;
    }

    void keep_reference()
    {
        const auto& shown = visitor_.page().strong;
        const auto reference = std::ranges::find_if(shown, [](const std::string& text) {
            return ReferralReference::parse(text).has_value();
        });
        if (reference == shown.end()) throw Lost("a confirmation shows no reference");
        reference_ = *reference;
    }

    /// The optional questions on equality: each is left out by some.
    void tell_about_themselves()
    {
        visitor_.follow(std::string(optional_questions));
        think();
        visitor_.press("Send these answers",
                       equality_answers(stage_.protocol, rng_.stream("equality")));
    }

    /// Stops at a question that many find hard, and asks for a code.
    std::string save_half_way()
    {
        constexpr std::array<std::string_view, 3> hard{"gp-surgery", "other-help", "nhs-number"};
        Rng where = rng_.stream("saves-at");
        const auto slug = hard.at(static_cast<std::size_t>(where.uniform(hard.size())));
        answer_until(slug);
        think();
        visitor_.press("Save and come back later", answer_to(slug));
        visitor_.press("Show me a code");
        const auto& shown = visitor_.page().strong;
        const auto code = std::ranges::find_if(
            shown, [](const std::string& text) { return ResumeCode::parse(text).has_value(); });
        if (code == shown.end()) throw Lost("the page of a saved form shows no code");
        return *code;
    }

    void come_back_with(const std::string& code)
    {
        stage_.time.pass(std::chrono::minutes(5 + pace_.uniform(20)));
        visitor_ = Visitor(stage_.service, seat_of(stage_, arrival_.person, Device::another));
        visitor_.open("/");
        visitor_.follow("Go on with answers you saved");
        think();
        visitor_.press("Continue", {{"code", code}});
    }

    const Stage& stage_;
    const Arrival& arrival_;
    const MadeUpPerson& person_;
    Rng rng_;
    Rng pace_;
    Visitor visitor_;
    SelfReferral answers_;
    std::string reference_;
};

} // namespace front_door

Came come_to_front_door(const Stage& stage, const Arrival& arrival, const MadeUpPerson& person)
{
    return front_door::Journey(stage, arrival, person).go();
}

} // namespace evenhand::rehearsal
