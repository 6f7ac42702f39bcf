// What makes the components comfortable where script runs; every page works without it.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll
} from 'govuk-frontend'

// ARIA knows no expanded radio: a screen reader passes over the attribute or says something false. What a choice shows
// comes next in reading order anyhow, and aria-controls stays.
class PlainRadios extends Radios {
  syncConditionalRevealWithInputState($input) {
    super.syncConditionalRevealWithInputState($input)
    $input.removeAttribute('aria-expanded')
  }
}

createAll(Button, { preventDoubleClick: true })
createAll(CharacterCount)
createAll(Checkboxes)
createAll(ErrorSummary)
createAll(NotificationBanner)
createAll(PasswordInput)
createAll(PlainRadios)
createAll(ServiceNavigation)
createAll(SkipLink)

// A page that tells of mistakes is the answer to a POST, and Back to it would ask whether to send the form again. Once
// the corrected form is sent, its place in the history becomes the page as anyone asks for it.
if (document.querySelector('.govuk-error-summary')) {
  document.addEventListener('submit', () => history.replaceState(null, '', location.href))
}
