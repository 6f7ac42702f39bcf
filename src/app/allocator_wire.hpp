#pragma once

#include "core/result.hpp"
#include "intake/allocation/allocator.hpp"
#include "intake/ceremony/ceremony_store.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace evenhand::app {

// What crosses the socket between a server and the allocator: one line of JSON each way (ADR 0018).
// Nothing else can be said there, so nothing else can be asked.

/// The published ceremonies as they are kept: sealed, so whoever passes them on learns nothing.
struct HearCeremonies
{
    std::vector<ceremony::SealedGift> gifts;
};
/// How far each stratum was opened.
struct TellMarks
{
};
/// Which position was opened for the person of a binding, if one was.
struct TellWhose
{
    std::string binding;
};
/// An Ask opens one position that is bound to somebody.
using AllocatorRequest = std::variant<allocation::Ask, HearCeremonies, TellMarks, TellWhose>;

using OpenAnswer = Result<sealed::Receipt, allocation::AllocatorFault>;
using Marks = std::map<std::string, allocation::HowFar, std::less<>>;
using Whose = std::optional<allocation::OpenedFor>;

std::string line_of(const AllocatorRequest& request);
/// Nothing if it is none.
std::optional<AllocatorRequest> read_allocator_request(std::string_view line);

std::string line_of(const OpenAnswer& answer);
/// Nothing if it is none.
std::optional<OpenAnswer> read_open_answer(std::string_view line);

std::string line_of(const Marks& marks);
/// Nothing if it is none.
std::optional<Marks> read_marks(std::string_view line);

std::string line_of(const Whose& whose);
/// Nothing if it is none.
std::optional<Whose> read_whose(std::string_view line);

} // namespace evenhand::app
