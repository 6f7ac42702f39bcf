#include "people/withdrawal/withdrawal.hpp"

#include "core/check.hpp"
#include "core/words.hpp"

#include <array>

namespace evenhand::withdrawal {

namespace withdrawal_words {

constexpr std::array scopes{
    Words<Scope>{Scope::support, "support", "Support stops; surveys and records go on"},
    Words<Scope>{Scope::surveys, "surveys", "No more surveys or interviews"},
    Words<Scope>{Scope::linkage, "linkage", "No more records are linked"},
    Words<Scope>{Scope::contact, "contact", "No more contact; what was given is kept"},
    Words<Scope>{Scope::everything, "everything", "Everything stops"},
};
constexpr std::array back_because{
    Words<BackBecause>{BackBecause::entered_in_error, "entered_in_error",
                       "It was recorded in error: they never withdrew from this"},
    Words<BackBecause>{BackBecause::changed_mind, "changed_mind",
                       "They changed their mind and want to take part again"},
};
constexpr std::array said_by{
    Words<SaidBy>{SaidBy::person, "person", "The person themselves"},
    Words<SaidBy>{SaidBy::carer, "carer", "A carer or relative for them"},
    Words<SaidBy>{SaidBy::professional, "professional", "A professional for them"},
    Words<SaidBy>{SaidBy::other, "other", "Somebody else"},
};
constexpr std::array said_how{
    Words<SaidHow>{SaidHow::telephone, "telephone", "By telephone"},
    Words<SaidHow>{SaidHow::in_person, "in_person", "In person"},
    Words<SaidHow>{SaidHow::letter, "letter", "By letter"},
    Words<SaidHow>{SaidHow::email, "email", "By email"},
    Words<SaidHow>{SaidHow::text, "text", "By text message"},
    Words<SaidHow>{SaidHow::web, "web", "On the website"},
};
constexpr std::array life_kinds{
    Words<LifeKind>{LifeKind::died, "died", "Died"},
    Words<LifeKind>{LifeKind::lost_capacity, "lost_capacity", "Lost capacity to decide"},
    Words<LifeKind>{LifeKind::lost_contact, "lost_contact", "Contact was lost"},
    Words<LifeKind>{LifeKind::moved_away, "moved_away", "Moved out of the area"},
    Words<LifeKind>{LifeKind::in_prison, "in_prison", "In prison"},
};

constexpr auto scope_list = values_of(scopes);
constexpr auto back_because_list = values_of(back_because);
constexpr auto said_by_list = values_of(said_by);
constexpr auto said_how_list = values_of(said_how);
constexpr auto life_kind_list = values_of(life_kinds);

} // namespace withdrawal_words

namespace words = withdrawal_words;

std::span<const Scope> all_scopes()
{
    return words::scope_list;
}

std::span<const BackBecause> all_back_because()
{
    return words::back_because_list;
}

std::string_view name_of(BackBecause because)
{
    return words_of(words::back_because, because).name;
}

std::optional<BackBecause> back_because_named(std::string_view name)
{
    return value_named(words::back_because, name);
}

std::string_view label_of(BackBecause because)
{
    return words_of(words::back_because, because).label;
}

std::span<const SaidBy> all_said_by()
{
    return words::said_by_list;
}

std::span<const SaidHow> all_said_how()
{
    return words::said_how_list;
}

std::span<const LifeKind> all_life_kinds()
{
    return words::life_kind_list;
}

std::string_view name_of(Scope scope)
{
    return words_of(words::scopes, scope).name;
}

std::string_view name_of(SaidBy said_by)
{
    return words_of(words::said_by, said_by).name;
}

std::string_view name_of(SaidHow said_how)
{
    return words_of(words::said_how, said_how).name;
}

std::string_view name_of(LifeKind kind)
{
    return words_of(words::life_kinds, kind).name;
}

std::optional<Scope> scope_named(std::string_view name)
{
    return value_named(words::scopes, name);
}

std::optional<SaidBy> said_by_named(std::string_view name)
{
    return value_named(words::said_by, name);
}

std::optional<SaidHow> said_how_named(std::string_view name)
{
    return value_named(words::said_how, name);
}

std::optional<LifeKind> life_kind_named(std::string_view name)
{
    return value_named(words::life_kinds, name);
}

std::string_view label_of(Scope scope)
{
    return words_of(words::scopes, scope).label;
}

std::string_view label_of(SaidBy said_by)
{
    return words_of(words::said_by, said_by).label;
}

std::string_view label_of(SaidHow said_how)
{
    return words_of(words::said_how, said_how).label;
}

std::string_view label_of(LifeKind kind)
{
    return words_of(words::life_kinds, kind).label;
}

std::string_view what_to_say(Scope scope)
{
    switch (scope) {
    case Scope::support:
        return "We will stop the support. We may still ask you to fill in surveys, and records you "
               "agreed to are still linked.";
    case Scope::surveys:
        return "We will not ask you to fill in surveys or to be interviewed. What you told us is "
               "kept.";
    case Scope::linkage:
        return "We will not link any more records. What was linked and analysed before today stays "
               "in results that are already made.";
    case Scope::contact:
        return "We will not contact you again. What you gave us is kept, and records you agreed to "
               "are still linked.";
    case Scope::everything:
        return "Support, surveys, records and contact all stop. What you gave before today is kept "
               "where results already stand on it; the rest can be erased if you ask.";
    }
    CHECK(false);
}

} // namespace evenhand::withdrawal
