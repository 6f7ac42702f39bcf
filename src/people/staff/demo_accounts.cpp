#include "people/staff/demo_accounts.hpp"

#include "core/check.hpp"
#include "crypto/hash.hpp"

namespace evenhand::staff {
namespace demo_accounts_parts {

struct Words
{
    Role role;
    std::string_view handle;
    std::string_view name;
};

constexpr std::array people{
    Words{Role::intake_officer, "intake", "Ines Okafor"},
    Words{Role::employment_specialist, "specialist", "Tom Hallam"},
    Words{Role::team_lead, "lead", "Priya Nair"},
    Words{Role::provider_manager, "provider", "Gareth Lloyd"},
    Words{Role::trial_manager, "manager", "Aisha Rahman"},
    Words{Role::data_manager, "data", "Lukas Novak"},
    Words{Role::interviewer, "interviewer", "Grace Mensah"},
    Words{Role::evaluator, "evaluator", "Helen Marsh"},
    Words{Role::monitoring_member, "monitor", "Ravi Deshmukh"},
    Words{Role::safeguarding_lead, "safeguarding", "Moira Campbell"},
    Words{Role::unblinded_statistician, "statistician", "Sofia Lindgren"},
    Words{Role::steering_viewer, "steering", "Paul Ashworth"},
    Words{Role::auditor, "auditor", "Naomi Adler"},
    Words{Role::data_protection_officer, "dpo", "Declan Byrne"},
    Words{Role::custodian, "custodian", "Wei Zhang"},
    Words{Role::system_administrator, "admin", "Kofi Boateng"},
};

} // namespace demo_accounts_parts

std::vector<DemoAccount> demo_accounts()
{
    std::vector<DemoAccount> accounts;
    for (const auto& person : demo_accounts_parts::people) {
        const std::string handle(person.handle);
        accounts.push_back({.handle = handle,
                            .name = std::string(person.name),
                            .email = handle + "@example.org",
                            .password = "made-up " + handle + " password",
                            .role = person.role});
    }
    return accounts;
}

crypto::TotpSecret demo_code_secret(const crypto::Keys& keys, const DemoAccount& account)
{
    CHECK(keys.mode() == crypto::Mode::demo);
    const auto key = keys.derived(crypto::KeyPurpose::password, "demo-code-secret/1");
    const auto hash = crypto::hmac_sha256(key, account.handle);
    auto secret = crypto::TotpSecret::from_bytes(hash.bytes().first<crypto::TotpSecret::size>());
    CHECK(secret.has_value());
    return *std::move(secret);
}

} // namespace evenhand::staff
