#include "rehearsal/made_up_names.hpp"

#include "core/check.hpp"

#include <array>
#include <span>
#include <string_view>

// The lists follow who lives in South Yorkshire and Bassetlaw, with more of the names on which
// forms stumble than chance would bring: one letter, one name, marks, apostrophes, other scripts. A
// name is two draws from two lists, so it points to nobody.

namespace evenhand::rehearsal {

namespace made_up_names {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 30> english_first{
    "Alison", "Amy",    "Andrew", "Brenda",  "Callum", "Carol",  "Colin",  "Danielle",
    "Darren", "Dawn",   "Emma",   "Gareth",  "Gary",   "Hayley", "Ian",    "Jade",
    "Joanne", "Karen",  "Keith",  "Kirsty",  "Liam",   "Lorna",  "Martin", "Natalie",
    "Neil",   "Pamela", "Ross",   "Stephen", "Tracey", "Wayne"};
constexpr std::array<std::string_view, 28> english_last{
    "Ackroyd",  "Askew",    "Barraclough", "Birkinshaw",    "Cartwright", "Crookes",
    "Dyson",    "Earnshaw", "Firth",       "Greaves",       "Hague",      "Hallam",
    "Ibbotson", "Jessop",   "Kilner",      "Liversidge",    "Marples",    "Needham",
    "Oxley",    "Platts",   "Rawson",      "Shepherd-Hill", "Staniforth", "Tingle",
    "Utley",    "Wigfield", "Womersley",   "Yeardley"};
constexpr std::array<std::string_view, 8> irish_first{"Aoife", "Bríd", "Ciarán", "Dónal",
                                                      "Niamh", "Orla", "Seán",   "Siobhán"};
constexpr std::array<std::string_view, 7> irish_last{
    "Ní Bhriain", "O'Dowd", "O'Hanlon", "O'Brien-Smith", "Mac Giolla", "Tierney", "Ó Súilleabháin"};
constexpr std::array<std::string_view, 14> south_asian_first{
    "Aisha",   "Amina", "Bilal",   "Farah",  "Harpreet", "Imran", "Jaswinder",
    "Khadija", "Meera", "Nasreen", "Rajesh", "Saira",    "Tariq", "Zainab"};
constexpr std::array<std::string_view, 12> south_asian_last{
    "Begum",   "Chaudhry", "Dhillon", "Hussain", "Iqbal",  "Kaur",
    "Mahmood", "Mistry",   "Nawaz",   "Rehman",  "Sandhu", "Ul-Haq"};
constexpr std::array<std::string_view, 10> arab_african_first{
    "Abdi", "Faduma", "Hodan", "Idris", "Leyla", "Mustafa", "Ngozi", "Saleh", "Tendai", "Yusra"};
constexpr std::array<std::string_view, 10> arab_african_last{
    "Abdulrahman", "Adeyemi", "Al-Sanaani", "Chikwanha", "Elmi",
    "Hassan Nur",  "Jama",    "Mbeki-Ford", "Okonkwo",   "Warsame"};
constexpr std::array<std::string_view, 10> east_european_first{
    "Anežka", "Bogdan", "Ewa", "Ilinca", "Ľudmila", "Łukasz", "Marek", "Rūta", "Ștefan", "Żaneta"};
constexpr std::array<std::string_view, 10> east_european_last{
    "Dąbrowska", "Grigorescu", "Horváthová", "Kowalczyk", "Lakatoš",
    "Mickūnas",  "Novák",      "Popescu",    "Wójcik",    "Zieliński"};
constexpr std::array<std::string_view, 8> caribbean_first{"Carlton", "Delroy", "Ionie", "Leroy",
                                                          "Marcia",  "Nadine", "Verna", "Winston"};
constexpr std::array<std::string_view, 6> caribbean_last{"Bogle", "Dacres",  "Francis-Lewis",
                                                         "Gayle", "Pinnock", "Samuels"};
constexpr std::array<std::string_view, 7> vietnamese_first{"Bảo",  "Đức",  "Hạnh", "Lan",
                                                           "Minh", "Thảo", "Xuân"};
constexpr std::array<std::string_view, 5> vietnamese_last{"Đặng", "Lê", "Nguyễn", "Phạm", "Trần"};
constexpr std::array<std::string_view, 4> chinese_first{"小雨", "志强", "美玲", "建国"};
constexpr std::array<std::string_view, 4> chinese_last{"李", "欧阳", "陈", "黄"};
constexpr std::array<std::string_view, 5> cyrillic_first{"Олена", "Тарас", "Світлана", "Bogdana",
                                                         "Ірина"};
constexpr std::array<std::string_view, 4> cyrillic_last{"Бондаренко", "Гриценко", "Коваль",
                                                        "Шевчук"};
constexpr std::array<std::string_view, 5> arabic_first{"فاطمة", "يوسف", "مريم", "خالد", "نور"};
constexpr std::array<std::string_view, 4> arabic_last{"الحداد", "النجار", "حسن", "العبسي"};
constexpr std::array<std::string_view, 6> single{"Suharto", "X", "Gulnaz", "Zoë", "Tenzin", "Ma"};

struct Tongue
{
    double weight; ///< relative; not a census
    Names first;
    Names last; ///< empty: people with one name
};
constexpr std::array tongues{
    Tongue{58, english_first, english_last},
    Tongue{3, irish_first, irish_last},
    Tongue{12, south_asian_first, south_asian_last},
    Tongue{6, arab_african_first, arab_african_last},
    Tongue{6, east_european_first, east_european_last},
    Tongue{4, caribbean_first, caribbean_last},
    Tongue{2, vietnamese_first, vietnamese_last},
    Tongue{2, chinese_first, chinese_last},
    Tongue{2, cyrillic_first, cyrillic_last},
    Tongue{2, arabic_first, arabic_last},
    Tongue{3, single, {}},
};

constexpr std::array<std::string_view, 8> short_names{"Al",  "Bee", "Daz",   "Jo",
                                                      "Kit", "Sam", "Tiggy", "Wes"};

std::string one_of(Rng& rng, Names names)
{
    CHECK(!names.empty());
    return std::string(names[static_cast<std::size_t>(rng.uniform(names.size()))]);
}

} // namespace made_up_names

MadeUpName made_up_name(Rng& rng)
{
    std::array<double, made_up_names::tongues.size()> weights{};
    for (std::size_t i = 0; i < weights.size(); ++i)
        weights[i] = made_up_names::tongues[i].weight;
    const made_up_names::Tongue& tongue = made_up_names::tongues[rng.weighted_choice(weights)];

    MadeUpName name;
    name.first = made_up_names::one_of(rng, tongue.first);
    name.last = tongue.last.empty() ? name.first : made_up_names::one_of(rng, tongue.last);
    if (rng.bernoulli(0.12)) name.known_as = made_up_names::one_of(rng, made_up_names::short_names);
    return name;
}

} // namespace evenhand::rehearsal
