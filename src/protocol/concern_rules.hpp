#pragma once

namespace evenhand::protocol {

/// Within how many working days a worry of each kind about a person is acted on; 0 is the same day.
struct ConcernRules
{
    int safeguarding_working_days = 0;
    int adverse_event_working_days = 0;
    int complaint_working_days = 0;
    int incident_working_days = 0;
};

} // namespace evenhand::protocol
