#include "app/allocator_desk.hpp"

#include "app/terminal.hpp"

#include <fmt/format.h>

#include <exception>
#include <utility>

namespace evenhand::app {

namespace allocator_desk {

template <class... Cases>
struct Overloaded : Cases...
{
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

} // namespace allocator_desk

AllocatorDesk::AllocatorDesk(crypto::Keys keys, const allocation::TrialSpec& spec,
                             const std::filesystem::path& marks_file, RandomSource& random)
    : side_(
          std::move(keys), spec, marks_file, [this] { return gifts_; }, random)
{
}

std::string AllocatorDesk::answer(std::string_view line)
{
    const auto request = read_allocator_request(line);
    if (!request) return {};
    try {
        return answer_to(*request);
    } catch (const std::exception& failure) {
        // Whatever was asked, the allocator goes on.
        complain(fmt::format("a question was not answered: {}", failure.what()));
        return {};
    }
}

std::string AllocatorDesk::answer_to(const AllocatorRequest& request)
{
    const auto said = [](const std::optional<std::string>& text) {
        return text ? line_of(Said{*text}) : std::string();
    };
    return std::visit(
        allocator_desk::Overloaded{
            [this](const allocation::Ask& ask) { return open(ask); },
            [this](const HearCeremonies& told) { return hear(told); },
            [this](const TellMarks&) { return line_of(side_.marks->how_far()); },
            [this](const TellWhose& wanted) {
                return line_of(side_.marks->opened_for(wanted.binding));
            },
            [this](const TellRoot& wanted) { return line_of(side_.allocator.root(wanted.epoch)); },
            [&](const TellCommitment& wanted) {
                return said(side_.custody.commitment(wanted.party, wanted.ceremony));
            },
            [this](const SealGift& gift) { return seal(gift); }},
        request);
}

std::string AllocatorDesk::open(const allocation::Ask& ask)
{
    try {
        return line_of(side_.allocator.open(ask));
    } catch (const std::exception& failure) {
        // Whether the mark is on the disk is not known, so nothing may be told of the arm.
        complain(fmt::format("a position was not opened: {}", failure.what()));
        return line_of(OpenAnswer(refuse(allocation::AllocatorFault::unreachable)));
    }
}

std::string AllocatorDesk::hear(const HearCeremonies& told)
{
    if (!side_.custody.opened(told.gifts)) {
        complain("a ceremony was passed on that these keys do not open");
        return {};
    }
    if (told.gifts != gifts_) {
        gifts_ = told.gifts;
        side_.sequences.learn();
    }
    return line_of(side_.marks->how_far());
}

std::string AllocatorDesk::seal(const SealGift& gift)
{
    const auto given = sealed::public32_from_hex(gift.given);
    const auto key = given ? crypto::SecretKey::from_bytes(*given) : std::nullopt;
    const auto sealed = key ? side_.custody.seal(gift.row, *key) : std::nullopt;
    return sealed ? line_of(Said{*sealed}) : std::string();
}

} // namespace evenhand::app
