#include "support/casework/casework_words.hpp"

#include "core/words.hpp"

#include <array>

namespace evenhand::casework {
namespace casework_words {

constexpr std::array reasons{
    Words<TransferReason>{TransferReason::workload, "workload", "To share the work out"},
    Words<TransferReason>{TransferReason::leave, "leave", "The specialist is away for a while"},
    Words<TransferReason>{TransferReason::left, "left", "The specialist has left"},
    Words<TransferReason>{TransferReason::person_asked, "person_asked",
                          "The person asked for somebody else"},
    Words<TransferReason>{TransferReason::language, "language", "Language or communication needs"},
    Words<TransferReason>{TransferReason::moved_area, "moved_area",
                          "The person can be met more easily by somebody else"},
    Words<TransferReason>{TransferReason::conflict, "conflict",
                          "The specialist knows the person outside work"},
};
constexpr std::array received{
    Words<Received>{Received::trial_support, "trial_support",
                    "Support from an employment specialist of this trial"},
    Words<Received>{Received::like_it_elsewhere, "like_it_elsewhere",
                    "Support of the same kind from somebody else"},
    Words<Received>{Received::local_services_only, "local_services_only",
                    "Other local services, or information about them, and nothing more"},
    Words<Received>{Received::nothing, "nothing", "No help with work at all"},
};
constexpr std::array formats{
    Words<PackFormat>{PackFormat::standard, "standard", "As printed"},
    Words<PackFormat>{PackFormat::large_print, "large_print", "In large print"},
    Words<PackFormat>{PackFormat::read_out, "read_out", "Read out"},
};
constexpr std::array ways{
    Words<PackWay>{PackWay::in_person, "in_person", "In person"},
    Words<PackWay>{PackWay::post, "post", "By post"},
    Words<PackWay>{PackWay::email, "email", "By email"},
    Words<PackWay>{PackWay::telephone, "telephone", "By telephone"},
};

constexpr auto reason_list = values_of(reasons);
constexpr auto received_list = values_of(received);
constexpr auto format_list = values_of(formats);
constexpr auto way_list = values_of(ways);

} // namespace casework_words

std::span<const TransferReason> all_transfer_reasons()
{
    return casework_words::reason_list;
}

std::span<const Received> all_received()
{
    return casework_words::received_list;
}

std::span<const PackFormat> all_pack_formats()
{
    return casework_words::format_list;
}

std::span<const PackWay> all_pack_ways()
{
    return casework_words::way_list;
}

std::string_view name_of(TransferReason reason)
{
    return words_of(casework_words::reasons, reason).name;
}

std::string_view name_of(Received received)
{
    return words_of(casework_words::received, received).name;
}

std::string_view name_of(PackFormat format)
{
    return words_of(casework_words::formats, format).name;
}

std::string_view name_of(PackWay way)
{
    return words_of(casework_words::ways, way).name;
}

std::optional<TransferReason> transfer_reason_named(std::string_view name)
{
    return value_named(casework_words::reasons, name);
}

std::optional<Received> received_named(std::string_view name)
{
    return value_named(casework_words::received, name);
}

std::optional<PackFormat> pack_format_named(std::string_view name)
{
    return value_named(casework_words::formats, name);
}

std::optional<PackWay> pack_way_named(std::string_view name)
{
    return value_named(casework_words::ways, name);
}

std::string_view label_of(TransferReason reason)
{
    return words_of(casework_words::reasons, reason).label;
}

std::string_view label_of(Received received)
{
    return words_of(casework_words::received, received).label;
}

std::string_view label_of(PackFormat format)
{
    return words_of(casework_words::formats, format).label;
}

std::string_view label_of(PackWay way)
{
    return words_of(casework_words::ways, way).label;
}

} // namespace evenhand::casework
