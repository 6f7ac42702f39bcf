#pragma once

#include <optional>
#include <span>
#include <string_view>

// The closed lists of this room: as the tables keep them, and as staff read them.

namespace evenhand::casework {

/// Why a case changes hands. A list, so that nothing about a person stands in a fact's reason.
enum class TransferReason { workload, leave, left, person_asked, language, moved_area, conflict };

/// Which support somebody actually received, in words that are the same for both arms: whether it
/// is a deviation follows from the arm, which the form neither asks nor tells.
enum class Received { trial_support, like_it_elsewhere, local_services_only, nothing };

/// In what form somebody was given the local-services pack, and how it reached them.
enum class PackFormat { standard, large_print, read_out };
enum class PackWay { in_person, post, email, telephone };

std::span<const TransferReason> all_transfer_reasons();
std::span<const Received> all_received();
std::span<const PackFormat> all_pack_formats();
std::span<const PackWay> all_pack_ways();
/// As the tables keep it: "person_asked".
std::string_view name_of(TransferReason reason);
std::string_view name_of(Received received);
std::string_view name_of(PackFormat format);
std::string_view name_of(PackWay way);
std::optional<TransferReason> transfer_reason_named(std::string_view name);
std::optional<Received> received_named(std::string_view name);
std::optional<PackFormat> pack_format_named(std::string_view name);
std::optional<PackWay> pack_way_named(std::string_view name);
/// As staff read it: "The person asked for somebody else".
std::string_view label_of(TransferReason reason);
std::string_view label_of(Received received);
std::string_view label_of(PackFormat format);
std::string_view label_of(PackWay way);

} // namespace evenhand::casework
