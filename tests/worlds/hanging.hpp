#pragma once

#include "storage/connection.hpp"

#include <array>
#include <string_view>

namespace evenhand::worlds {

/// What hangs on a person: by the placeholder of a route, a query for the id of one such.
struct Hanging
{
    std::string_view placeholder;
    storage::Statement find;
};
inline constexpr std::array hanging{
    Hanging{"@contact",
            {"test.contact", "SELECT COALESCE(MAX(id), '-') FROM contact "
                             "WHERE person_id = :person AND case_id = ''"}},
    Hanging{"@contact_in_error",
            {"test.contact_in_error", "SELECT COALESCE(MIN(id), '-') "
                                      "FROM contact WHERE person_id = :person AND case_id = ''"}},
    Hanging{"@appointment",
            {"test.appointment", "SELECT COALESCE(MAX(id), '-') FROM appointment "
                                 "WHERE person_id = :person"}},
    Hanging{"@concern",
            {"test.concern", "SELECT COALESCE(MAX(id), '-') FROM concern "
                             "WHERE person_id = :person"}},
    Hanging{"@case",
            {"test.case", "SELECT COALESCE(MAX(id), '-') FROM hand_off "
                          "WHERE person_id = :person"}},
    Hanging{"@noted_concern",
            {"test.noted", "SELECT COALESCE(MAX(c.id), '-') FROM concern c "
                           "JOIN concern_event e ON e.concern_id = c.id "
                           "WHERE c.person_id = :person"}},
    Hanging{"@concern_note",
            {"test.note", "SELECT COALESCE(MAX(e.id), '-') FROM concern c "
                          "JOIN concern_event e ON e.concern_id = c.id "
                          "WHERE c.person_id = :person AND c.id = (SELECT MAX(o.concern_id) "
                          "FROM concern_event o JOIN concern n ON n.id = o.concern_id "
                          "WHERE n.person_id = c.person_id)"}},
    Hanging{"@marked_in_error",
            {"test.marked", "SELECT COALESCE(MAX(id), '-') FROM entered_in_error "
                            "WHERE person_id = :person"}},
    Hanging{"@flag",
            {"test.flag", "SELECT COALESCE(MAX(id), '-') FROM allocation_flag "
                          "WHERE person_id = :person"}},
    Hanging{"@deviation",
            {"test.deviation", "SELECT COALESCE(MAX(id), '-') FROM deviation "
                               "WHERE person_id = :person"}},
    Hanging{"@resolution",
            {"test.resolution", "SELECT COALESCE(MAX(id), '-') FROM eligibility_resolution "
                                "WHERE person_id = :person"}},
    Hanging{"@withdrawal",
            {"test.withdrawal", "SELECT COALESCE(MAX(id), '-') FROM withdrawal "
                                "WHERE person_id = :person"}},
    Hanging{"@details_in_error",
            {"test.details", "SELECT COALESCE(MIN(id), '-') "
                             "FROM person_details WHERE person_id = :person"}},
    Hanging{"@referral",
            {"test.referral_of", "SELECT COALESCE(MAX(r.id), '-') FROM referral r "
                                 "JOIN claim_decision d ON d.claim_id = r.claim_id "
                                 "WHERE d.person_id = :person"}}};

} // namespace evenhand::worlds
