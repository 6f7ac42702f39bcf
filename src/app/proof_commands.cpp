#include "app/proof_commands.hpp"

#include "app/cannot_run.hpp"
#include "app/randomise_commands.hpp"
#include "app/terminal.hpp"
#include "core/random_source.hpp"
#include "people/staff/pages/qr_code.hpp"
#include "randomisation/sealed/contribution_words.hpp"
#include "randomisation/sealed/keys.hpp"
#include "randomisation/sealed/opening.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string_view>

namespace evenhand::app {

namespace proof_commands {

using Json = nlohmann::ordered_json;

sealed::Receipt receipt_in(const std::string& file)
{
    auto receipt = sealed::read_receipt(text_of_file(file));
    if (!receipt) throw CannotRun(fmt::format("{} is no receipt: {}", file, receipt.error()));
    return *std::move(receipt);
}

crypto::Hash256 root_given(const std::string& hex)
{
    const auto root = crypto::Hash256::parse(hex);
    if (!root) throw CannotRun("--root is not 64 lower-case hexadecimal digits (32 bytes)");
    return *root;
}

/// What is wrong, as a clause; nothing where the receipt holds.
std::optional<std::string_view> fault_of(const sealed::Receipt& receipt,
                                         const std::optional<crypto::Hash256>& published)
{
    if (published && receipt.root != *published)
        return "it claims another root than the one that was published";
    if (!sealed::proves(receipt, {.size = receipt.capacity, .root = receipt.root}))
        return "its arm, its place or its salt is not what the root was computed over";
    return std::nullopt;
}

std::string sentences(const sealed::Receipt& receipt, bool compared)
{
    const auto& opening = receipt.opening;
    const std::string what = fmt::format(
        "The receipt holds.\nTrial {}, stratum {}, position {} (both counted from 0): arm {} was "
        "committed to under the root\n{}\n",
        receipt.trial, opening.slot.stratum, opening.slot.position, schemes::index_of(opening.arm),
        receipt.root.text());
    if (compared) return what + "which is the root you gave.\n";
    return what + "Compare it with the root that was published for this stratum before recruitment "
                  "opened, or give that one with --root: anyone can make a receipt that agrees "
                  "with itself.\n";
}

Json answer(const sealed::Receipt& receipt, std::optional<std::string_view> fault, bool compared)
{
    Json out{{"holds", !fault}};
    if (fault) out["fault"] = *fault;
    out["trial"] = receipt.trial;
    out["stratum"] = receipt.opening.slot.stratum;
    out["position"] = receipt.opening.slot.position;
    out["arm"] = schemes::index_of(receipt.opening.arm);
    out["root"] = receipt.root.text();
    out["compared_with_published_root"] = compared;
    return out;
}

bool dark(const staff::QrCode& code, int row, int column)
{
    const bool inside = row >= 0 && row < code.width && column >= 0 && column < code.width;
    return inside &&
           code.dark.at(static_cast<std::size_t>(row) * static_cast<std::size_t>(code.width) +
                        static_cast<std::size_t>(column));
}

/// Two rows a line, on a margin of four, which readers need. As it is right on paper, which is what
/// it is for; a dark screen shows it inverted, and most cameras read that too.
std::string drawn(const staff::QrCode& code)
{
    constexpr int margin = 4;
    std::string out;
    for (int row = -margin; row < code.width + margin; row += 2) {
        for (int column = -margin; column < code.width + margin; ++column) {
            const bool above = dark(code, row, column);
            const bool below = dark(code, row + 1, column);
            out += above ? (below ? "█" : "▀") : (below ? "▄" : " ");
        }
        out += '\n';
    }
    return out;
}

std::string numbered(const std::vector<std::string_view>& words)
{
    constexpr std::size_t a_line = 4;
    std::string out;
    for (std::size_t number = 0; number < words.size(); ++number) {
        const bool last = number % a_line == a_line - 1 || number + 1 == words.size();
        out += fmt::format("{:>4} {:<12}{}", number + 1, words[number], last ? "\n" : "");
    }
    return out;
}

Json contribution_json(const sealed::Contribution& made, std::string_view trial,
                       std::string_view commitment)
{
    return {{"trial", trial},
            {"party", made.party},
            {"commitment", commitment},
            {"contribution", to_hex(made.bytes.bytes())},
            {"words", sealed::words_of(made.bytes)}};
}

std::string contribution_page(const sealed::Contribution& made, std::string_view trial,
                              std::string_view commitment)
{
    const std::string hex = to_hex(made.bytes.bytes());
    return fmt::format(
        "Contribution of {} to the randomisation of {}\n\n"
        "1. PUBLISH this commitment now. It tells nothing of the contribution.\n\n  {}\n\n"
        "2. KEEP the words secret, on paper, and type them into the ceremony alone, once every "
        "party "
        "has committed.\n   Whoever knows the words of every party before recruitment ends can "
        "foresee every allocation.\n   Two copies, with two people, in two places: they open the "
        "sequence at the end.\n\n{}\n"
        "   As digits: {}\n   The same for a camera:\n\n{}\n"
        "3. Nothing of this was kept. Clear the screen when you have your copies.\n",
        made.party, trial, commitment, numbered(sealed::words_of(made.bytes)), hex,
        drawn(staff::make_qr_code(hex)));
}

} // namespace proof_commands

int randomise_receipt(const ReceiptOptions& options)
{
    const auto receipt = proof_commands::receipt_in(options.file);
    std::optional<crypto::Hash256> published;
    if (options.root) published = proof_commands::root_given(*options.root);
    const auto fault = proof_commands::fault_of(receipt, published);
    if (options.json) {
        print(proof_commands::answer(receipt, fault, published.has_value()).dump() + "\n");
    } else if (fault) {
        print(fmt::format("The receipt does NOT hold: {}.\n", *fault));
    } else {
        print(proof_commands::sentences(receipt, published.has_value()));
    }
    return fault ? 1 : 0;
}

int randomise_contribute(const ContributeOptions& options, RandomSource& random)
{
    check_name("--trial", options.trial);
    check_name("--party", options.party);
    const sealed::Contribution made{.party = options.party,
                                    .bytes = crypto::SecretKey::random(random)};
    const std::string commitment = sealed::commitment(options.trial, made).text();
    print(options.json
              ? proof_commands::contribution_json(made, options.trial, commitment).dump() + "\n"
              : proof_commands::contribution_page(made, options.trial, commitment));
    return 0;
}

} // namespace evenhand::app
