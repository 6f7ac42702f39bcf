#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::protocol {

/// What an item lets the trial do. Withdrawal is by the same scopes, and later rooms ask for a
/// scope and never for an item's id.
enum class ConsentScope {
    take_part, ///< be put into a group by chance, and be counted there
    surveys,
    government_records, ///< employment, tax and benefit records; linkage keys are asked if agreed
    health_records,
    practice_told, ///< the GP practice hears of it
    interviews,
    future_research,
};

/// The same content in another form.
struct TextFile
{
    std::string format;    ///< "standard", "easy-read"
    std::string language;  ///< "en"
    std::string file;      ///< Markdown, from the folder that holds `protocols/`
    std::string hash = {}; ///< SHA-256 of the file when the protocol was loaded, hexadecimal
};

/// What people read before they decide.
struct InformationSheet
{
    std::string version;
    std::vector<TextFile> texts; ///< the first is the one in standard form
};

/// What is explained until it is understood; nobody fails.
struct TeachBack
{
    std::string id;
    std::string ask;
    std::string listen_for;
};

struct ConsentItem
{
    std::string id;
    ConsentScope scope = ConsentScope::take_part;
    bool required = false; ///< no taking part without it
    std::string statement; ///< what the person says yes or no to: "I agree that …"
    std::string if_no;     ///< what happens if they say no
};

enum class SignatureMethod { typed_name, witnessed_verbal, paper };

struct ConsentForm
{
    std::string version;
    InformationSheet sheet;
    std::vector<TeachBack> teach_back;
    std::vector<ConsentItem> items; ///< exactly one of scope take_part, and it is required
    std::vector<SignatureMethod> methods;
    std::string training; ///< the course that whoever takes consent must have completed
};

using AgreedItems = std::set<std::string, std::less<>>;

/// The ids of required items that were not agreed, in order; empty: the person may take part.
std::vector<std::string> required_but_refused(const ConsentForm& form, const AgreedItems& agreed);

/// True if an item of that scope was agreed. False where the trial does not ask for the scope.
bool allows(const ConsentForm& form, const AgreedItems& agreed, ConsentScope scope);

/// The item of that id, or null.
const ConsentItem* find_item(const ConsentForm& form, std::string_view id);
/// The item of that scope, or null.
const ConsentItem* find_item(const ConsentForm& form, ConsentScope scope);

/// The stable name of a scope in files and facts: "government-records".
std::string_view name_of(ConsentScope scope);
std::string_view name_of(SignatureMethod method);

} // namespace evenhand::protocol
