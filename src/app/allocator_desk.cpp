#include "app/allocator_desk.hpp"

#include "app/ceremony_wiring.hpp"
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

AllocatorDesk::AllocatorDesk(const allocation::Sequences& sequences, allocation::HighWater& marks,
                             const ceremony::CeremonyStore& ceremonies)
    : sequences_(sequences), marks_(marks), ceremonies_(ceremonies), allocator_(sequences, &marks)
{
    sequences_.learn_from([this] {
        auto given = ceremonies_.opened(gifts_);
        // What was not sealed for these keys is told below, where it is heard.
        return given ? as_sequences_know(*std::move(given))
                     : std::vector<allocation::Sequences::Ceremony>{};
    });
}

std::string AllocatorDesk::answer(std::string_view line)
{
    const auto request = read_allocator_request(line);
    if (!request) return {};
    return std::visit(
        allocator_desk::Overloaded{
            [this](const allocation::Ask& ask) { return open(ask); },
            [this](const HearCeremonies& told) { return hear(told); },
            [this](const TellMarks&) { return line_of(marks_.how_far()); },
            [this](const TellWhose& wanted) { return line_of(marks_.opened_for(wanted.binding)); }},
        *request);
}

std::string AllocatorDesk::open(const allocation::Ask& ask)
{
    try {
        return line_of(allocator_.open(ask));
    } catch (const std::exception& failure) {
        // Whether the mark is on the disk is not known, so nothing may be told of the arm.
        complain(fmt::format("a position was not opened: {}", failure.what()));
        return line_of(OpenAnswer(refuse(allocation::AllocatorFault::unreachable)));
    }
}

std::string AllocatorDesk::hear(const HearCeremonies& told)
{
    if (!ceremonies_.opened(told.gifts)) {
        complain("a ceremony was passed on that these keys do not open");
        return {};
    }
    if (told.gifts != gifts_) {
        gifts_ = told.gifts;
        sequences_.learn();
    }
    return line_of(marks_.how_far());
}

} // namespace evenhand::app
