#include "app/allocator_wire.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::app {

namespace allocator_wire {

using Json = nlohmann::json;
using allocation::AllocatorFault;

constexpr std::array faults{AllocatorFault::other_scheme, AllocatorFault::does_not_prove,
                            AllocatorFault::unreachable, AllocatorFault::behind_mark};

Json json_of(const allocation::Epoch& epoch)
{
    return {{"stratum", epoch.stratum},    {"stratum_index", epoch.stratum_index},
            {"epoch", epoch.number},       {"first", epoch.first_position},
            {"capacity", epoch.capacity},  {"trial", epoch.trial},
            {"spec", epoch.spec_hash},     {"root", epoch.root},
            {"ceremony", epoch.commitment}};
}

Json json_of(const allocation::Ask& ask)
{
    Json message = json_of(ask.epoch);
    message.update({{"ask", "open"}, {"position", ask.position}, {"binding", ask.binding}});
    return message;
}

Json json_of(const TellRoot& wanted)
{
    Json message = json_of(wanted.epoch);
    message["ask"] = "root";
    return message;
}

Json json_of(const TellCommitment& wanted)
{
    return {{"ask", "commitment"}, {"party", wanted.party}, {"ceremony", wanted.ceremony}};
}

Json json_of(const SealGift& gift)
{
    return {{"ask", "seal"}, {"row", gift.row}, {"given", gift.given}};
}

Json json_of(const HearCeremonies& heard)
{
    Json gifts = Json::array();
    for (const ceremony::SealedGift& gift : heard.gifts) {
        Json one{{"ceremony", gift.ceremony}, {"row", gift.row}, {"party", gift.party}};
        if (gift.sealed) one["sealed"] = *gift.sealed;
        if (!gift.beacon.empty()) one["beacon"] = gift.beacon;
        gifts.push_back(std::move(one));
    }
    return {{"ask", "hear"}, {"gifts", std::move(gifts)}};
}

Json json_of(const TellMarks&)
{
    return {{"ask", "marks"}};
}

Json json_of(const TellWhose& wanted)
{
    return {{"ask", "whose"}, {"binding", wanted.binding}};
}

/// The binding is a hash, and the marks file has it between two spaces.
bool is_binding(const std::string& text)
{
    return crypto::Hash256::parse(text).has_value();
}

allocation::Epoch epoch_in(const Json& message)
{
    return {.stratum = message.at("stratum").get<std::string>(),
            .stratum_index = message.at("stratum_index").get<std::uint32_t>(),
            .number = message.at("epoch").get<std::int64_t>(),
            .first_position = message.at("first").get<std::int64_t>(),
            .capacity = message.at("capacity").get<std::uint32_t>(),
            .trial = message.at("trial").get<std::string>(),
            .spec_hash = message.at("spec").get<std::string>(),
            .root = message.at("root").get<std::string>(),
            .commitment = message.at("ceremony").get<std::string>()};
}

std::optional<AllocatorRequest> ask_in(const Json& message)
{
    allocation::Ask ask{.epoch = epoch_in(message),
                        .position = message.at("position").get<std::int64_t>(),
                        .binding = message.at("binding").get<std::string>()};
    if (!is_binding(ask.binding)) return std::nullopt;
    return ask;
}

HearCeremonies gifts_in(const Json& message)
{
    HearCeremonies heard;
    for (const Json& one : message.at("gifts")) {
        ceremony::SealedGift gift{.ceremony = one.at("ceremony").get<std::int64_t>(),
                                  .row = one.at("row").get<std::string>(),
                                  .party = one.at("party").get<std::string>(),
                                  .sealed = {}};
        if (one.contains("sealed")) gift.sealed = one.at("sealed").get<std::string>();
        if (one.contains("beacon")) gift.beacon = one.at("beacon").get<std::string>();
        heard.gifts.push_back(std::move(gift));
    }
    return heard;
}

std::optional<AllocatorFault> fault_in(const Json& message)
{
    const auto what = message.at("fault").get<std::string>();
    const auto* const found =
        std::ranges::find_if(faults, [&](AllocatorFault fault) { return code(fault) == what; });
    return found == faults.end() ? std::nullopt : std::optional(*found);
}

/// What `read` finds in a line, or nothing where a part is missing or of another kind.
template <class Read>
auto read_line(std::string_view line, Read read) -> decltype(read(Json()))
{
    try {
        return read(Json::parse(line));
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

} // namespace allocator_wire

std::string line_of(const AllocatorRequest& request)
{
    return std::visit([](const auto& one) { return allocator_wire::json_of(one); }, request).dump();
}

std::optional<AllocatorRequest> read_allocator_request(std::string_view line)
{
    using allocator_wire::Json;
    const auto read = [](const Json& message) -> std::optional<AllocatorRequest> {
        const auto what = message.at("ask").get<std::string>();
        if (what == "open") return allocator_wire::ask_in(message);
        if (what == "hear") return allocator_wire::gifts_in(message);
        if (what == "marks") return TellMarks{};
        if (what == "whose") return TellWhose{message.at("binding").get<std::string>()};
        if (what == "root") return TellRoot{allocator_wire::epoch_in(message)};
        if (what == "commitment") {
            return TellCommitment{message.at("party").get<std::string>(),
                                  message.at("ceremony").get<std::int64_t>()};
        }
        if (what == "seal") {
            return SealGift{message.at("row").get<std::string>(),
                            message.at("given").get<std::string>()};
        }
        return std::nullopt;
    };
    return allocator_wire::read_line(line, read);
}

std::string line_of(const OpenAnswer& answer)
{
    using allocator_wire::Json;
    if (!answer) return Json{{"fault", code(answer.error())}}.dump();
    return Json{{"receipt", sealed::text_of(*answer)}}.dump();
}

std::optional<OpenAnswer> read_open_answer(std::string_view line)
{
    using allocator_wire::Json;
    const auto read = [](const Json& message) -> std::optional<OpenAnswer> {
        if (message.contains("receipt")) {
            auto receipt = sealed::read_receipt(message.at("receipt").get<std::string>());
            if (!receipt) return std::nullopt;
            return OpenAnswer(*std::move(receipt));
        }
        const auto fault = allocator_wire::fault_in(message);
        return fault ? std::optional(OpenAnswer(refuse(*fault))) : std::nullopt;
    };
    return allocator_wire::read_line(line, read);
}

std::string line_of(const RootAnswer& answer)
{
    using allocator_wire::Json;
    if (!answer) return Json{{"fault", code(answer.error())}}.dump();
    return Json{{"root", *answer}}.dump();
}

std::optional<RootAnswer> read_root_answer(std::string_view line)
{
    using allocator_wire::Json;
    const auto read = [](const Json& message) -> std::optional<RootAnswer> {
        if (message.contains("root")) {
            auto root = message.at("root").get<std::string>();
            if (!crypto::Hash256::parse(root)) return std::nullopt;
            return RootAnswer(std::move(root));
        }
        const auto fault = allocator_wire::fault_in(message);
        return fault ? std::optional(RootAnswer(refuse(*fault))) : std::nullopt;
    };
    return allocator_wire::read_line(line, read);
}

std::string line_of(const Said& said)
{
    using allocator_wire::Json;
    return Json{{"said", said.text}}.dump();
}

std::optional<Said> read_said(std::string_view line)
{
    using allocator_wire::Json;
    const auto read = [](const Json& message) -> std::optional<Said> {
        return Said{message.at("said").get<std::string>()};
    };
    return allocator_wire::read_line(line, read);
}

std::string line_of(const Marks& marks)
{
    using allocator_wire::Json;
    Json all = Json::object();
    for (const auto& [stratum, far] : marks)
        all[stratum] = {{"position", far.position}, {"epoch", far.epoch}};
    return Json{{"marks", std::move(all)}}.dump();
}

std::optional<Marks> read_marks(std::string_view line)
{
    using allocator_wire::Json;
    const auto read = [](const Json& message) -> std::optional<Marks> {
        Marks marks;
        for (const auto& [stratum, far] : message.at("marks").items()) {
            marks.emplace(stratum,
                          allocation::HowFar{.position = far.at("position").get<std::int64_t>(),
                                             .epoch = far.at("epoch").get<std::int64_t>()});
        }
        return marks;
    };
    return allocator_wire::read_line(line, read);
}

std::string line_of(const Whose& whose)
{
    using allocator_wire::Json;
    if (!whose) return Json{{"opened", nullptr}}.dump();
    const Json opened{
        {"stratum", whose->stratum}, {"position", whose->position}, {"epoch", whose->epoch}};
    return Json{{"opened", opened}}.dump();
}

std::optional<Whose> read_whose(std::string_view line)
{
    using allocator_wire::Json;
    const auto read = [](const Json& message) -> std::optional<Whose> {
        const Json& opened = message.at("opened");
        if (opened.is_null()) return Whose{};
        return Whose(allocation::OpenedFor{.stratum = opened.at("stratum").get<std::string>(),
                                           .position = opened.at("position").get<std::int64_t>(),
                                           .epoch = opened.at("epoch").get<std::int64_t>()});
    };
    return allocator_wire::read_line(line, read);
}

} // namespace evenhand::app
