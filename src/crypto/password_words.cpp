// 773 words written by hand for this project. With the rules of password_policy.cpp they catch what
// most people reach for first: a common word, name, club, town, month or swear word, or two of
// them, with digits, capitals, swapped letters and punctuation round it. Passwords that were leaked
// are a list of their own (password_deny_list.hpp), which knows no rules but holds hundreds of
// thousands.
#include "crypto/password_words.hpp"

#include <array>

namespace evenhand::crypto {

namespace password_words {

// clang-format off
constexpr auto all = std::to_array<std::string_view>({
    "abba", "abc", "abcd", "abcdef", "access", "adam", "admin", "administrator", "ahmed", "aisha",
    "alex", "alexander", "alexandra", "alfie", "ali", "always", "amanda", "amazing", "amazon",
    "amelia", "america", "amina", "amy", "and", "andrea", "andrew", "android", "angel", "anna",
    "annie", "anthony", "anything", "apple", "april", "are", "arse", "arsenal", "asd", "asdf",
    "asdfgh", "asdfghjkl", "ashley", "assassin", "astonvilla", "audi", "august", "auntie", "autumn",
    "awesome", "azerty", "babe", "baby", "babygirl", "bacon", "banana", "barbara", "barnsley",
    "barry", "baseball", "basketball", "bastard", "batman", "bear", "beatles", "beautiful", "beer",
    "begum", "belfast", "believe", "bella", "ben", "benjamin", "best", "bestfriend", "better",
    "beyonce", "bible", "big", "bike", "birmingham", "birthday", "biscuit", "bitch", "bitcoin",
    "black", "blackburn", "blessed", "blue", "bmw", "bollocks", "bolton", "book", "books", "boss",
    "bottle", "boxing", "boy", "bradford", "brilliant", "bristol", "britain", "british", "brother",
    "brown", "bunny", "burger", "burnley", "bus", "business", "buster", "butterfly", "cake",
    "cambridge", "candy", "car", "cardiff", "carlos", "cash", "cat", "cats", "celtic", "chair",
    "champion", "champions", "change", "changeme", "charity", "charlie", "charlotte", "cheese",
    "chelsea", "cherry", "chicken", "chips", "chocolate", "chris", "christ", "christine",
    "christmas", "christopher", "church", "cider", "city", "claire", "clarke", "coco", "coffee",
    "college", "company", "computer", "connor", "cookie", "cookies", "cool", "corvette", "council",
    "coventry", "crazy", "cricket", "crystal", "cunt", "cutie", "cycling", "dad", "daddy", "daisy",
    "dance", "dancer", "daniel", "daniela", "darling", "darts", "daughter", "david", "davies",
    "december", "default", "demo", "demon", "derby", "devil", "diamond", "diamonds", "disco",
    "diwali", "doctor", "dog", "doggy", "dogs", "dolphin", "doncaster", "door", "dragon", "dream",
    "dreamer", "dreams", "drummer", "dudley", "eagle", "earth", "easter", "easy", "edinburgh",
    "eight", "elizabeth", "elvis", "emily", "eminem", "emma", "england", "english", "enter",
    "europe", "evans", "everton", "facebook", "faith", "falcon", "family", "fantastic", "father",
    "fatima", "february", "ferrari", "fire", "first", "fish", "fishing", "five", "flower",
    "flowers", "fluffy", "football", "for", "ford", "forest", "forever", "fortnite", "four",
    "france", "free", "freedom", "friday", "friend", "friends", "from", "fuck", "fucking",
    "fuckoff", "fuckyou", "fun", "funny", "galaxy", "gandalf", "garden", "gary", "george",
    "germany", "ghost", "ginger", "girl", "glasgow", "gmail", "goal", "god", "godisgood", "gold",
    "golden", "golf", "good", "goodbye", "google", "gorgeous", "grace", "grandad", "grandma",
    "great", "green", "grey", "guest", "guitar", "hall", "halloween", "hamster", "handsome",
    "hannah", "happiness", "happy", "harley", "harry", "harrypotter", "hassan", "have", "health",
    "heart", "heaven", "helen", "hello", "hero", "hobbit", "hockey", "hogwarts", "holiday",
    "holidays", "home", "honda", "honey", "hope", "horse", "hospital", "hotmail", "house",
    "huddersfield", "hugs", "hundred", "hunter", "husband", "hussain", "ice", "idiot", "iloveyou",
    "india", "instagram", "internet", "iphone", "ireland", "irish", "ironman", "island", "italy",
    "jack", "jackson", "jaguar", "jamaica", "james", "jane", "january", "jasmine", "jason", "jedi",
    "jennifer", "jenny", "jessica", "jesus", "jobcentre", "joe", "john", "johnson", "jones",
    "jordan", "jose", "joseph", "josh", "joshua", "julie", "july", "june", "justin", "karen",
    "kate", "katie", "keith", "kelly", "kevin", "key", "khan", "killer", "king", "kingdom", "kiss",
    "kitchen", "kitten", "kitty", "lad", "lancashire", "laptop", "lass", "laugh", "laura", "lauren",
    "learn", "leeds", "leedsunited", "legend", "leicester", "lemon", "letmein", "liam", "life",
    "lightning", "lily", "lion", "lioness", "lisa", "little", "live", "liverpool", "living",
    "login", "logon", "london", "loser", "lottery", "love", "lovely", "loveme", "lover", "loveyou",
    "lucky", "lucy", "luke", "luna", "madonna", "magic", "manager", "manchester", "mancity",
    "manunited", "manutd", "march", "margaret", "maria", "mario", "mark", "mary", "master",
    "matrix", "matthew", "max", "may", "mega", "mercedes", "metallica", "michael", "michelle",
    "microsoft", "million", "milo", "mine", "minecraft", "mobile", "mohammed", "molly", "monday",
    "money", "monkey", "monster", "moon", "morning", "mother", "mountain", "muhammad", "mum",
    "mummy", "music", "mustang", "nan", "nana", "natalie", "nathan", "netflix", "network", "never",
    "new", "newcastle", "nhs", "nicole", "nine", "ninja", "nintendo", "nirvana", "nissan", "not",
    "nothing", "nottingham", "november", "nurse", "oasis", "ocean", "october", "office", "old",
    "olivia", "one", "online", "open", "opensesame", "orange", "oreo", "oscar", "our", "oxford",
    "pakistan", "panda", "paper", "paris", "pass", "passphrase", "passw", "password", "passwort",
    "patel", "patricia", "paul", "peace", "peach", "pencil", "penguin", "pepper", "peter",
    "phoenix", "phone", "piano", "pikachu", "pink", "pirate", "pizza", "planet", "player",
    "playstation", "please", "pokemon", "poland", "pony", "poppy", "porsche", "potter", "pounds",
    "power", "preston", "pretty", "prince", "princess", "private", "project", "puppy", "purple",
    "qazwsx", "queen", "qwe", "qweasd", "qwerty", "qwertyuiop", "rabbit", "rachel", "racing",
    "rainbow", "ramadan", "rangers", "rebecca", "red", "research", "rex", "rich", "richard",
    "rihanna", "river", "robert", "roberts", "robinson", "roblox", "rockstar", "rocky", "root",
    "rose", "rosie", "rotherham", "ruby", "rugby", "running", "ryan", "safe", "safety", "sam",
    "samantha", "samsung", "samuel", "samurai", "sandwell", "sarah", "satan", "saturday", "school",
    "scotland", "scottish", "season", "second", "secret", "secure", "security", "september",
    "server", "service", "sesame", "seven", "sexy", "shadow", "shark", "sheffield",
    "sheffieldunited", "sheffieldwednesday", "shit", "signin", "silver", "simon", "simple",
    "singer", "singh", "sister", "six", "sky", "slipknot", "smile", "smith", "smokey", "snake",
    "snapchat", "snooker", "snoopy", "soccer", "something", "son", "sophie", "spain", "spider",
    "spiderman", "spring", "spurs", "staff", "star", "stars", "starwar", "starwars", "stephanie",
    "stephen", "steven", "stoke", "storm", "strawberry", "striker", "strong", "stronger", "student",
    "stupid", "sugar", "summer", "sun", "sunday", "sunderland", "sunshine", "super", "superman",
    "superstar", "susan", "suzuki", "swansea", "sweet", "sweetheart", "sweetie", "swimming",
    "system", "table", "taylor", "tea", "teacher", "team", "teddy", "temp", "temporary", "ten",
    "tennis", "test", "tester", "testing", "thanks", "thankyou", "that", "the", "this", "thomas",
    "thompson", "thousand", "three", "thunder", "thursday", "tiger", "tigger", "tiktok", "time",
    "today", "tom", "tomorrow", "tony", "tottenham", "toyota", "train", "trial", "trust", "trustno",
    "tuesday", "turkey", "turtle", "twitter", "two", "ultra", "uncle", "unicorn", "united",
    "university", "unlock", "user", "vader", "vampire", "vauxhall", "victoria", "villa", "violet",
    "vodka", "wales", "walker", "walsall", "wanker", "warrior", "was", "website", "wednesday",
    "welcome", "welsh", "westham", "whatever", "whatsapp", "whisky", "white", "wife", "wigan",
    "william", "williams", "wilson", "window", "windows", "wine", "winner", "winners", "winter",
    "with", "wizard", "wolf", "wolverhampton", "wolves", "wood", "word", "work", "worker",
    "working", "world", "wright", "xbox", "xyz", "yahoo", "yamaha", "yellow", "yesterday", "yoda",
    "york", "yorkshire", "you", "your", "youtube", "zelda", "zombie", "zxc", "zxcvbn", "zxcvbnm",
});
// clang-format on

} // namespace password_words

std::span<const std::string_view> common_password_words()
{
    return password_words::all;
}

} // namespace evenhand::crypto
