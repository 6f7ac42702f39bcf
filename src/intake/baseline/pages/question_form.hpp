#pragma once

#include "html/html.hpp"
#include "http/request.hpp"
#include "intake/baseline/baseline_store.hpp"

#include <string>
#include <string_view>
#include <vector>

// Questions of the protocol as inputs, and what was typed into them as answers. The part's page and
// the correction share it.

namespace evenhand::baseline {

/// The hidden field that names the questions a page asked: another tab may have changed since which
/// ones are asked.
constexpr std::string_view asked_field = "asked";

/// The name of a question's input, which is also where an error leads to.
std::string field_of(const Question& question);
/// The name of the box with which a soft finding is said to be right.
std::string right_field_of(std::string_view finding);

/// An error with its words, led to by the summary.
struct PageFault
{
    std::string field; ///< the name of the input
    std::string focus; ///< the id of its first box
    std::string sentence;
};

/// An error on that question, led to its first box.
PageFault fault_on(const Question& question, std::string sentence);

/// The questions named in the form, or in the query, that the questionnaire has, in its order.
std::vector<const Question*> named_questions(const Questionnaire& all, std::string_view names);
/// What named_questions() reads.
std::string names_of(const std::vector<const Question*>& questions);

/// What may be left open: a page that is to be gone on from, or one that somebody comes back to.
enum class Wanted { all_of_it, what_is_there };

/// A page as it came.
struct PageRead
{
    Given given;
    std::vector<PageFault> faults;
    std::vector<protocol::SoftFinding> doubts; ///< asked again, not yet said to be right
    Progress after;                            ///< what stands if it is taken
};
/// Reads the answers to these questions. A question that an answer above it branches away is passed
/// over, whatever was typed.
PageRead read_page(const Questionnaire& all, const Progress& before,
                   const std::vector<const Question*>& asked, const http::FormData& form,
                   Wanted wanted);

/// The answers as the form would bring them: what a page shows that was not sent yet.
http::FormData as_typed(const std::vector<const Question*>& questions,
                        const QuestionnaireAnswers& answers);

/// What a page of questions shows.
struct QuestionsShown
{
    const Questionnaire& all;
    std::vector<const Question*> asked;
    http::FormData typed;
    std::vector<PageFault> faults;
    std::vector<protocol::SoftFinding> doubts;
    QuestionnaireAnswers doubted; ///< the answers that the doubts are about
};
/// The questions, each with its error, and under the last that it is about each doubt.
html::Html question_inputs(const QuestionsShown& shown);
/// The summary of everything that is to be mended; empty where there is nothing.
html::Html question_summary(const QuestionsShown& shown);
/// The doubts as errors of the page, which they are once it was sent.
std::vector<PageFault> faults_of(const std::vector<protocol::SoftFinding>& doubts);

} // namespace evenhand::baseline
