#pragma once

// All components, for pages. Each takes a struct of options and gives Html: `button({.text =
// "Continue"})`.

#include "html/button.hpp"
#include "html/character_count.hpp"
#include "html/choices.hpp"
#include "html/date_input.hpp"
#include "html/display.hpp"
#include "html/form_parts.hpp"
#include "html/inputs.hpp"
#include "html/lists.hpp"
#include "html/navigation.hpp"
#include "html/table.hpp"
