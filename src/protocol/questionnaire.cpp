#include "protocol/questionnaire.hpp"

namespace evenhand::protocol {

const Question* Questionnaire::find(std::string_view question_id) const
{
    for (const Section& section : sections)
        for (const Question& question : section.questions)
            if (question.id == question_id) return &question;
    return nullptr;
}

std::vector<const Question*> Questionnaire::questions() const
{
    std::vector<const Question*> all;
    for (const Section& section : sections)
        for (const Question& question : section.questions)
            all.push_back(&question);
    return all;
}

std::vector<std::string_view> free_licences()
{
    // The Open Government Licence; words put into the public domain; words whose owner asks for
    // neither permission nor payment; our own, given away.
    return {"OGL-UK-3.0", "public-domain", "no-permission-needed", "CC0-1.0"};
}

} // namespace evenhand::protocol
