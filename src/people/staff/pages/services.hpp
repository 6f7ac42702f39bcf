#pragma once

#include "core/time.hpp"
#include "crypto/keys.hpp"
#include "crypto/password.hpp"
#include "crypto/password_deny_list.hpp"
#include "http/error_pages.hpp"
#include "http/session_store.hpp"
#include "people/staff/account_store.hpp"
#include "people/staff/credential_store.hpp"
#include "people/staff/posting_store.hpp"
#include "people/staff/role_store.hpp"
#include "people/staff/secrets.hpp"
#include "people/staff/sign_in_store.hpp"
#include "people/staff/training_store.hpp"

#include <string>
#include <vector>

namespace evenhand::staff {

/// A link of the staff navigation, shown to those who have the permission.
struct StaffLink
{
    std::string text;
    std::string href;
    std::string permission;
    std::vector<Role> first_for = {}; ///< whose work begins there: where sign-in leads them
};

/// What the pages of staff are told by src/app.
struct StaffSettings
{
    std::string service_name; ///< "Working Win": also what an authenticator app shows
    std::string base_url; ///< "https://trial.example.org", never from a request (Host is forged)
    std::string start_page = "/account"; ///< where sign-in leads when nothing else was asked for
    std::vector<StaffLink> links = {};
    std::vector<WorkArea> areas = {}; ///< of the protocol; empty in a trial without areas
    ThrottleLimits throttle = {};
};

struct StaffParts
{
    const crypto::Keys& keys;
    const MachineClock& clock;
    RandomSource& random;
    crypto::PasswordHasher& hasher;
    http::SessionStore& sessions;
    const crypto::PasswordDenyList& leaked_passwords;
    http::PageFrame frame;
    StaffSettings settings;
};

/// Everything that the pages, the gatekeeper and the commands of this room work with. Made once by
/// src/app; it borrows what StaffParts borrows.
struct StaffServices
{
    explicit StaffServices(StaffParts parts);
    StaffServices(const StaffServices&) = delete;
    StaffServices& operator=(const StaffServices&) = delete;

    const MachineClock& clock;
    RandomSource& random;
    crypto::PasswordHasher& hasher;
    http::SessionStore& sessions;
    const crypto::PasswordDenyList& leaked_passwords;
    const http::PageFrame frame;
    const StaffSettings settings;
    const StaffSecrets secrets;
    const AccountStore accounts;
    const RoleStore roles = {};
    const TrainingStore trainings = {};
    const PostingStore postings;
    const CredentialStore credentials;
    const SignInStore sign_ins;
};

} // namespace evenhand::staff
