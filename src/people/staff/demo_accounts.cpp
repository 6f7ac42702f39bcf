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
    DemoAreas areas = DemoAreas::none;
    int share_percent = 100;
};

constexpr std::array people{
    Words{Role::intake_officer, "intake", "Ines Okafor"},
    Words{Role::employment_specialist, "specialist", "Tom Hallam", DemoAreas::second_half},
    Words{Role::team_lead, "lead", "Priya Nair", DemoAreas::second_half},
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
    Words{Role::employment_specialist, "specialist2", "Bronagh Quinn", DemoAreas::first_half},
    Words{Role::employment_specialist, "specialist3", "Samir Haddad", DemoAreas::all, 60},
    Words{Role::team_lead, "lead2", "Judith Osei", DemoAreas::first_half},
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
                            .role = person.role,
                            .areas = person.areas,
                            .share_percent = person.share_percent});
    }
    return accounts;
}

std::optional<Posting> demo_posting(const DemoAccount& account, std::span<const WorkArea> areas)
{
    const std::size_t half = areas.size() / 2;
    switch (account.areas) {
    case DemoAreas::none:
        return std::nullopt;
    case DemoAreas::first_half:
        areas = areas.first(half);
        break;
    case DemoAreas::second_half:
        areas = areas.subspan(half);
        break;
    case DemoAreas::all:
        break;
    }
    Posting posting{.areas = {}, .share_percent = account.share_percent};
    for (const WorkArea& area : areas)
        posting.areas.push_back(area.id);
    // A trial without areas is one area without a name.
    if (posting.areas.empty()) posting.areas.emplace_back();
    return posting;
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
