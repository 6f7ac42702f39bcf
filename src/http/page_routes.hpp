#pragma once

#include "http/route.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

// How the routes of a room are written: its pages as handlers, and what the pages of staff declare
// alike. Each room's routes.cpp is then a table of what differs.

namespace evenhand::http {

/// A page of a room, with what the room stands on, which outlives the router.
template <class Services>
UnitHandler bind(const Services& services, Response (*page)(const Services&, const Request&,
                                                            const Viewer&, storage::UnitOfWork&))
{
    return
        [&services, page](const Request& request, const Viewer& viewer, storage::UnitOfWork& work) {
            return page(services, request, viewer, work);
        };
}

/// The same for a page that opens units of work of its own.
template <class Services>
StepHandler bind(const Services& services,
                 Response (*page)(const Services&, const Request&, const Viewer&, storage::Units&))
{
    return [&services, page](const Request& request, const Viewer& viewer, storage::Units& units) {
        return page(services, request, viewer, units);
    };
}

/// What a page for staff says of itself.
struct StaffAccess
{
    std::string_view permission;
    View view = View::case_record;
    AuditClass audit = AuditClass::none;
    std::string_view relation = "any";
    bool of_one_group = false; ///< Route::of_one_group
};

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// A page that staff read, with no step-up. `parameters` are those of its sample.
Route staff_page(std::string_view path, const StaffAccess& access, Handler handler,
                 Parameters parameters = {});
/// A form of staff that is sent to the path of that page and changes something. `fields` are those
/// of its sample.
Route staff_form(Route page, std::vector<FormData::Pair> fields);

} // namespace evenhand::http
