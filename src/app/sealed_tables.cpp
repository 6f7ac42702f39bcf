#include "app/sealed_tables.hpp"

#include "followup/interviews/interviews_store.hpp"
#include "intake/allocation/allocation_store.hpp"
#include "intake/eligibility/eligibility_store.hpp"
#include "people/concerns/concerns_store.hpp"
#include "people/withdrawal/withdrawal_store.hpp"
#include "support/casework/deviation_store.hpp"

namespace evenhand::app {

std::vector<participants::SealedTable> sealed_tables()
{
    return {{"identity_claim", "What referrals say of who they are"},
            {"person_details", "What is known of who they are"},
            {"contact_wishes", "How they want to be contacted, and what they need"},
            {"referral", "What they told us in a referral"},
            {"equality_answer", "Answers on equality"},
            {"contact", "Notes of contacts"},
            {"concern", "What was said in concerns"},
            {"concern_event", "Notes on concerns"},
            {"withdrawal", "Notes of withdrawals"},
            {"eligibility_evaluation", "Answers on who may join"},
            {"eligibility_resolution", "What was found out where nobody was sure"},
            {"baseline_answer", "Answers before allocation, while they are given"},
            {"baseline_confirmation", "Unusual answers that were confirmed"},
            {"baseline_lock", "Answers before allocation, as locked"},
            {"consent", "Names and papers of their signatures"},
            {"linkage_keys", "By what their government records are found"},
            {"allocation_flag", "What was found out about their randomisation"},
            {"unblinding", "What an interviewer wrote of being told their group"},
            {"outbox", "Messages to them that wait to be sent"},
            {"draft", "What staff have typed about them and not sent"}};
}

std::vector<participants::NotesInError> notes_in_error()
{
    return {
        {"concern", "What was said in a concern", "sealed_text", concerns::sealed_text},
        {"concern_event", "A note on a concern", "sealed_note", concerns::sealed_note},
        {"withdrawal", "A note of a withdrawal", "sealed_note", withdrawal::sealed_note},
        {"deviation", "A note on help with work", "sealed_note", casework::sealed_note},
        {"eligibility_resolution", "Evidence on who may join", "sealed_evidence",
         eligibility::sealed_evidence},
        {"unblinding", "Words on a group that an interviewer was told", "sealed_words",
         interviews::sealed_words},
        {"allocation_flag", "A note on a randomisation", "sealed_note", allocation::sealed_note}};
}

} // namespace evenhand::app
