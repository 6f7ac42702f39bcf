#include "app/audited_tables.hpp"

#include "evidence/reports/frozen_store.hpp"
#include "followup/interviews/interviews_store.hpp"
#include "intake/allocation/allocation_store.hpp"
#include "intake/baseline/baseline_store.hpp"
#include "intake/ceremony/ceremony_store.hpp"
#include "intake/consent/consent_store.hpp"
#include "intake/consent/information_store.hpp"
#include "intake/eligibility/eligibility_store.hpp"
#include "intake/paper/paper_store.hpp"
#include "oversight/amendments/amendments_store.hpp"
#include "people/concerns/concerns_store.hpp"
#include "people/contacts/contacts_store.hpp"
#include "people/identity/identity_store.hpp"
#include "people/participants/participants_store.hpp"
#include "people/staff/account_store.hpp"
#include "people/wishes/wishes_store.hpp"
#include "people/withdrawal/withdrawal_store.hpp"
#include "recruitment/appointments/appointment_store.hpp"
#include "recruitment/appointments/call_store.hpp"
#include "recruitment/directory/directory_store.hpp"
#include "recruitment/referral/referral_store.hpp"
#include "support/casework/casework_store.hpp"

namespace evenhand::app {

std::vector<const storage::Table*> audited_tables()
{
    std::vector<const storage::Table*> all;
    for (const auto room : {identity::audited_tables(),     staff::audited_tables(),
                            participants::audited_tables(), contacts::audited_tables(),
                            concerns::audited_tables(),     withdrawal::audited_tables(),
                            wishes::audited_tables(),       directory::audited_tables(),
                            referral::audited_tables(),     appointments::audited_tables(),
                            eligibility::audited_tables(),  consent::information_tables(),
                            consent::audited_tables(),      baseline::audited_tables(),
                            paper::audited_tables(),        ceremony::audited_tables(),
                            allocation::audited_tables(),   casework::audited_tables(),
                            interviews::audited_tables(),   reports::audited_tables(),
                            amendments::audited_tables()}) {
        all.insert(all.end(), room.begin(), room.end());
    }
    return all;
}

std::vector<storage::DerivedTable> derived_tables(const protocol::ContactRules& rules,
                                                  BankHolidays holidays)
{
    return {staff::derived_areas(),
            participants::derived_journeys(),
            concerns::derived_states(),
            referral::derived_triage(),
            appointments::derived_appointments(),
            appointments::derived_calls(rules, holidays),
            consent::derived_states(),
            allocation::derived_strata(),
            casework::derived_caseload()};
}

} // namespace evenhand::app
