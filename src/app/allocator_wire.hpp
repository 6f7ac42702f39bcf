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
/// The root of an epoch that is about to be published.
struct TellRoot
{
    allocation::Epoch epoch;
};
/// What the program commits to for a party of a ceremony.
struct TellCommitment
{
    std::string party;
    std::int64_t ceremony = 1;
};
/// What somebody gave, to be sealed for the row in which it is kept: nobody else opens it again.
struct SealGift
{
    std::string row;
    std::string given; ///< in hexadecimal
};
/// An Ask opens one position that is bound to somebody.
using AllocatorRequest = std::variant<allocation::Ask, HearCeremonies, TellMarks, TellWhose,
                                      TellRoot, TellCommitment, SealGift>;

using OpenAnswer = Result<sealed::Receipt, allocation::AllocatorFault>;
using RootAnswer = Result<std::string, allocation::AllocatorFault>;
/// A commitment, or what was sealed.
struct Said
{
    std::string text;
};
using Marks = std::map<std::string, allocation::HowFar, std::less<>>;
using Whose = std::optional<allocation::OpenedFor>;

std::string line_of(const AllocatorRequest& request);
/// Nothing if it is none.
std::optional<AllocatorRequest> read_allocator_request(std::string_view line);

std::string line_of(const OpenAnswer& answer);
/// Nothing if it is none.
std::optional<OpenAnswer> read_open_answer(std::string_view line);

std::string line_of(const RootAnswer& answer);
/// Nothing if it is none.
std::optional<RootAnswer> read_root_answer(std::string_view line);

std::string line_of(const Said& said);
/// Nothing if it is none.
std::optional<Said> read_said(std::string_view line);

std::string line_of(const Marks& marks);
/// Nothing if it is none.
std::optional<Marks> read_marks(std::string_view line);

std::string line_of(const Whose& whose);
/// Nothing if it is none.
std::optional<Whose> read_whose(std::string_view line);

} // namespace evenhand::app
