// Somebody reads what matters in Easy Read, and finds the way to other formats.
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

class EasyRead : public Journey
{
protected:
    TestClient person = trial.browser();

    void then_the_page_and_its_twin_lead_to_each_other(std::string_view path)
    {
        EXPECT_EQ(person.get(std::string(path)).status, 200);
        const std::string heading = person.page().heading;
        person.follow("Read this in Easy Read");
        EXPECT_EQ(person.page().url, std::string(path) + "/easy-read");
        EXPECT_TRUE(person.page().heading.ends_with("Easy Read"));
        EXPECT_TRUE(person.page().says("Sign language, Easy Read and other formats"));
        person.follow("Read the longer page");
        EXPECT_EQ(person.page().heading, heading);
    }

    void TearDown() override {}
};
EVENHAND_JOURNEY(EasyRead);

TEST_P(EasyRead, EachPageOfInformationHasATwin)
{
    for (const char* path : {"/privacy", "/accessibility", "/information"})
        then_the_page_and_its_twin_lead_to_each_other(path);
}

TEST_P(EasyRead, TheStartPageLeadsToItAndToSignLanguage)
{
    person.get("/");
    person.follow("Easy Read: what this is");
    EXPECT_EQ(person.page().heading, "What this is: Easy Read");
    person.follow("Read the longer page");
    EXPECT_EQ(person.page().url, "/");
    person.follow("Sign language and other formats");
    EXPECT_TRUE(person.page().says("British Sign Language"));
    person.follow("Using this website: Easy Read");
    EXPECT_EQ(person.page().url, "/accessibility/easy-read");
}

} // namespace evenhand::tests
