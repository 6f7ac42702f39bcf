#include "people/identity/details_row.hpp"

namespace evenhand::identity {
namespace details_row {

template <class Personal>
std::string revealed(const std::optional<Personal>& value)
{
    return value ? value->reveal() : std::string();
}

/// Subject, row, wrapped key and its two versions, then the sealed columns.
constexpr auto cell_kinds = [] {
    std::array<storage::CellKind, 5 + sealed_columns.size()> kinds{};
    kinds.fill(storage::CellKind::text);
    kinds[3] = storage::CellKind::number;
    kinds[4] = storage::CellKind::number;
    return kinds;
}();

const std::string& text_of(const storage::Value& cell)
{
    CHECK(cell.text() != nullptr);
    return *cell.text();
}

std::uint32_t version_of(const storage::Value& cell)
{
    CHECK(cell.number() != nullptr && *cell.number() > 0);
    return static_cast<std::uint32_t>(*cell.number());
}

} // namespace details_row

DetailTexts texts_of(const Details& said)
{
    using details_row::revealed;
    return {revealed(said.given_names),
            revealed(said.family_name),
            revealed(said.known_as),
            said.birth_date ? said.birth_date->iso() : std::string(),
            said.phone ? said.phone->reveal_as_typed() : std::string(),
            revealed(said.email),
            said.postal_address,
            revealed(said.postcode),
            revealed(said.nhs_number)};
}

IdentityView view_of(DetailTexts texts)
{
    IdentityView view;
    view.given_names = std::move(texts[0]);
    view.family_name = std::move(texts[1]);
    view.known_as = std::move(texts[2]);
    view.birth_date = LocalDate::parse(texts[3]);
    view.phone = std::move(texts[4]);
    view.email = std::move(texts[5]);
    view.postal_address = std::move(texts[6]);
    view.postcode = std::move(texts[7]);
    view.nhs_number = std::move(texts[8]);
    return view;
}

void seal_details(const SealingPlace& place, const DetailTexts& texts, RandomSource& random,
                  storage::Binds& row)
{
    for (std::size_t i = 0; i < sealed_columns.size(); ++i) {
        storage::Value cell;
        if (!texts[i].empty()) {
            const Place where{place.table, sealed_columns[i], place.row};
            const std::string inner =
                place.own ? place.vault.seal(*place.own, where, texts[i], random) : texts[i];
            cell = place.vault.seal(place.key, where, inner, random);
        }
        row.push_back({sealed_columns[i], std::move(cell)});
    }
}

DetailTexts open_details(const Vault& vault, std::string_view table, const SealedDetails& sealed,
                         const ClassKey* own)
{
    const auto key = vault.unwrap(sealed.key);
    DetailTexts texts;
    for (std::size_t i = 0; i < sealed_columns.size(); ++i) {
        if (!sealed.texts[i]) continue;
        const Place where{table, sealed_columns[i], sealed.row_id};
        texts[i] = vault.open(key, where, *sealed.texts[i]).text();
        if (own) texts[i] = vault.open(*own, where, std::string(texts[i])).text();
    }
    return texts;
}

Subject subject_of_row(std::string_view row_id)
{
    const auto id = ClaimId::parse(row_id); // ids of all kinds have one form
    CHECK(id.has_value());
    return *id;
}

std::vector<SealedDetails> fetch_details(storage::UnitOfWork& work,
                                         const storage::Statement& statement,
                                         const storage::Binds& binds)
{
    std::vector<SealedDetails> rows;
    for (const auto& cells : work.sql().fetch(statement, binds, details_row::cell_kinds)) {
        SealedDetails row;
        row.subject_id = details_row::text_of(cells[0]);
        row.row_id = details_row::text_of(cells[1]);
        row.key = {row.subject_id, details_class, details_row::text_of(cells[2]),
                   details_row::version_of(cells[3]), details_row::version_of(cells[4])};
        for (std::size_t i = 0; i < sealed_columns.size(); ++i) {
            if (const auto* text = cells[5 + i].text()) row.texts[i] = *text;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace evenhand::identity
