#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::protocol {

enum class QuestionKind {
    one_of,  ///< radios
    some_of, ///< checkboxes
    number,  ///< a whole number, typed
    scale,   ///< a whole number from `least` to `most`, chosen
    date,
    text,
};

struct Option
{
    std::string id;
    std::string label;
    std::optional<int> value; ///< what a score is made from
    bool alone = false;       ///< some_of: cannot be chosen with others ("None of these")
};

/// One comparison with an earlier answer. An answer that was not given, or that was "prefer not to
/// say", meets none.
struct Condition
{
    enum class Test { is, is_not, at_least, at_most };
    std::string question;
    Test test = Test::is;
    std::vector<std::string> values; ///< option ids, any of them; for numbers a single number
};

/// Bounds of a number or scale, of the characters of a text, or of the boxes of some_of that may be
/// ticked. Outside the hard bounds an answer is refused; outside the soft ones it is asked again.
struct Bounds
{
    std::int64_t least = 0;
    std::int64_t most = 0;
    std::optional<std::int64_t> usual_least;
    std::optional<std::int64_t> usual_most;
};

struct Question
{
    std::string id;
    std::string text;
    std::string hint;
    QuestionKind kind = QuestionKind::one_of;
    std::vector<Option> options;
    Bounds bounds;
    std::string unit;        ///< "hours a week"; may be empty
    std::string least_label; ///< what the ends of a scale mean
    std::string most_label;
    bool required = true;             ///< must be answered, or declined, before the lock
    bool may_decline = true;          ///< "Prefer not to say" is offered
    bool shared_with_support = false; ///< the employment specialist may see it
    bool reveals_risk = false;        ///< an answer may tell of harm; needs a duty rota
    std::vector<Condition> when;      ///< asked only if all hold; empty: always
};

/// A published set of questions, or one of our own, and by what right its words are used.
struct Instrument
{
    std::string id;
    std::string name;
    std::string source;  ///< who made it, to be cited
    std::string licence; ///< one of free_licences()
};

struct Section
{
    std::string id;
    std::string title;
    std::string introduction; ///< may be empty
    std::string instrument;   ///< of `instruments`
    std::vector<Question> questions;
};

/// A check over several answers: when all its conditions hold, the sentence is said.
struct CrossCheck
{
    std::string id;
    bool hard = false; ///< refused, or only asked again
    std::vector<Condition> when;
    std::string sentence;
};

struct Questionnaire
{
    std::string id;
    std::string version;
    std::string title;
    int minutes = 0; ///< what people are told that it takes
    std::vector<Instrument> instruments;
    std::vector<Section> sections;
    std::vector<CrossCheck> checks;

    /// The question of that id, or null.
    [[nodiscard]] const Question* find(std::string_view question_id) const;
    /// Every question in order.
    [[nodiscard]] std::vector<const Question*> questions() const;
};

/// The licences under which words may be shipped without asking anyone.
std::vector<std::string_view> free_licences();

} // namespace evenhand::protocol
