#pragma once

#include "crypto/keys.hpp"
#include "rehearsal/front_door.hpp"
#include "rehearsal/visitor.hpp"

#include <set>
#include <string>

namespace evenhand::rehearsal {

/// The demonstration's intake officer, who looks through the queue twice on a working day: signs in
/// with password and one-time code, opens those whose reply is due first, and signs out. So the
/// audit log tells of views as a real one does.
class TriageDesk
{
public:
    /// The keys are the demonstration's; both outlive the desk.
    TriageDesk(const Stage& stage, const crypto::Keys& keys);

    /// One look through the queue. Throws Lost if a page is not as a member of staff expects.
    void look_through();

private:
    void sign_in();
    std::string next_unread() const;

    const Stage& stage_;
    const crypto::Keys& keys_;
    Visitor visitor_;
    std::set<std::string> read_; ///< addresses of the referrals opened so far
};

} // namespace evenhand::rehearsal
