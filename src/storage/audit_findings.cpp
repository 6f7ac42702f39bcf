#include "storage/audit_findings.hpp"

#include "core/check.hpp"

#include <utility>

namespace evenhand::storage {

std::string_view name_of(Breach breach)
{
    switch (breach) {
    case Breach::leaf_unreadable:
        return "leaf_unreadable";
    case Breach::leaf_changed:
        return "leaf_changed";
    case Breach::leaf_missing:
        return "leaf_missing";
    case Breach::leaf_misplaced:
        return "leaf_misplaced";
    case Breach::chain_broken:
        return "chain_broken";
    case Breach::leaf_inserted:
        return "leaf_inserted";
    case Breach::time_turned_back:
        return "time_turned_back";
    case Breach::wrong_mode:
        return "wrong_mode";
    case Breach::head_wrong:
        return "head_wrong";
    case Breach::checkpoint_unreadable:
        return "checkpoint_unreadable";
    case Breach::checkpoint_contradicts:
        return "checkpoint_contradicts";
    case Breach::checkpoint_misplaced:
        return "checkpoint_misplaced";
    case Breach::checkpoint_missing:
        return "checkpoint_missing";
    case Breach::opening_missing:
        return "opening_missing";
    case Breach::opening_changed:
        return "opening_changed";
    case Breach::opening_extra:
        return "opening_extra";
    case Breach::table_unknown:
        return "table_unknown";
    case Breach::row_missing:
        return "row_missing";
    case Breach::row_extra:
        return "row_extra";
    case Breach::row_changed:
        return "row_changed";
    case Breach::row_repeated:
        return "row_repeated";
    case Breach::history_broken:
        return "history_broken";
    case Breach::effect_repeated:
        return "effect_repeated";
    case Breach::engine_damaged:
        return "engine_damaged";
    case Breach::invariant_broken:
        return "invariant_broken";
    }
    CHECK(false);
}

namespace audit_findings {

bool about_rows(Breach breach)
{
    return breach >= Breach::row_missing;
}

} // namespace audit_findings

void Findings::add(Finding finding)
{
    ++count_;
    auto& first = audit_findings::about_rows(finding.breach) ? first_of_rows_ : first_in_log_;
    if (finding.leaf && (!first || *finding.leaf < *first)) first = finding.leaf;
    if (kept_.size() < kept_most) kept_.push_back(std::move(finding));
}

} // namespace evenhand::storage
