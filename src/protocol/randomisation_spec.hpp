#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::protocol {

struct Protocol;

/// What happens after allocation.
enum class HandOff {
    support_case,   ///< a case for an employment specialist
    local_services, ///< information about the services that are already there
};

struct Arm
{
    std::string id;
    std::string name;
    std::string plain; ///< what the person is told: "the new support group"
    int share = 1;     ///< of the ratio
    HandOff hand_off = HandOff::local_services;
};

enum class StratumFactor { area, group };

/// One line of allocation. Its index and label are part of what is committed (rct/1), so neither
/// the order of areas and groups nor their ids may change after the freeze.
struct Stratum
{
    int index = 0;
    std::string label; ///< "area=sheffield|group=in-work"; "all" where there are no factors
    std::string area;  ///< empty where area is no factor
    std::string group; ///< empty where group is no factor
};

/// What everyone may know of the randomisation. The scheme's block sizes or limit stand in another
/// file, which only the allocator reads (design 8.6; SPIRIT 16a).
struct RandomisationSpec
{
    std::vector<Arm> arms; ///< in the order in which the derivation numbers them
    std::vector<StratumFactor> factors;
    int epoch_positions = 0; ///< of one stratum, committed at once; at 80 % the next epoch is
    /// Who contributes to the sequence before recruitment opens, this program ("platform") among
    /// them; two or more.
    std::vector<std::string> parties = {"custodian", "platform"};
    /// A public random beacon whose next value, once everybody has given, is put to what they gave:
    /// "the first round of … after the last contribution". Empty: none.
    std::string beacon;
    std::string scheme_file; ///< "working-win.randomisation.toml", beside the protocol
    std::string scheme_hash; ///< 64 hexadecimal digits: scheme_hash() of that file

    /// The arm of that id, or null.
    [[nodiscard]] const Arm* find_arm(std::string_view arm_id) const;
};

/// Every stratum in its committed order: the last factor changes fastest.
std::vector<Stratum> strata(const Protocol& protocol);
/// The stratum of somebody of that area and group; nothing if one of them is not the trial's.
std::optional<Stratum> stratum_of(const Protocol& protocol, std::string_view area,
                                  std::string_view group);

} // namespace evenhand::protocol
