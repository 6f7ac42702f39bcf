// The steps of journeys in a browser. Each step is told what to do on every page it meets: look at it, or photograph it.
import { follow, press } from './pressing.mjs'
import { oneTimeCode, step } from './trial.mjs'

export const password = 'rhubarb lantern tuesday'

/** What is answered on each page of the self-referral; without an entry the page is passed on. */
const answers = [
  ['who-for', page => page.check('input[value=me]')],
  ['age', page => page.check('input[value=yes]')],
  ['gp-surgery', page => page.check('input[value=sheffield]')],
  ['postcode', page => page.fill('#postcode', 's1 2hh')],
  ['work', page => page.check('input[value=looking]')],
  ['health', async page => {
    await page.check('input[name=condition][value=yes]')
    await page.fill('#details', 'My back hurts when I stand for long.')
  }],
  ['other-help', page => page.check('input[value=none]')],
  ['name', async page => {
    await page.fill('#first_name', 'Zoë')
    await page.fill('#last_name', "O'Brien-Smith")
  }],
  ['date-of-birth', async page => {
    await page.fill('[name=born-day]', '27')
    await page.fill('[name=born-month]', '3')
    await page.fill('[name=born-year]', '1998')
  }],
  ['nhs-number', async page => {
    await page.check('input[value=yes]')
    await page.fill('#nhs_number', '999 000 0018')
  }],
  ['contact', async page => {
    await page.check('input[value=phone]')
    await page.fill('#phone', '07700 900123')
  }],
  ['safe-contact', async page => {
    await page.check('input[name=leave_message][value=yes]')
    await page.check('input[name=mention_health][value=no]')
  }],
  ['needs', page => page.check('input[value=step-free]')],
  ['how-you-heard', async () => {}],
  ['agreement', page => page.check('input[value=yes]')]
]

/**
 * From the start page to the confirmation; gives the reference. `met(name)` is called on every page. What `instead` has
 * under a page's name is done there instead of what is usual: somebody else refers themselves.
 */
export async function referOneself(page, met, instead = {}) {
  await page.goto('/')
  await met('start')
  await follow(page.getByRole('button', { name: 'Start now' }))
  await press(page, 'Continue')
  await met('question-error')
  for (const [slug, answer] of answers) {
    await page.waitForURL(url => url.pathname === `/join/${slug}`)
    await met(slug)
    await (instead[slug] ?? answer)(page)
    await press(page, 'Continue')
  }
  await page.waitForURL(url => url.pathname === '/join/check')
  await met('check')
  await press(page, 'Send')
  await page.waitForURL(url => url.pathname.startsWith('/sent/'))
  await met('sent')
  return (await page.textContent('main')).match(/R-[0-9A-Z]{5}-[0-9A-Z]/)[0]
}

/** From the confirmation through the optional questions, one asked more exactly and one declined, and back. */
export async function answerOptionalQuestions(page, met) {
  await follow(page.getByRole('link', { name: 'tell us a little about yourself' }))
  await page.waitForURL(/\/join\/about-you$/)
  await met('equality')
  await page.check('input[name=sex][value=prefer-not-to-say]')
  await page.check('input[name=ethnic-group][value=mixed]')
  await page.check('input[name=ethnic-group-mixed][value=white-asian]')
  await met('equality-details')
  await press(page, 'Send these answers')
  await page.waitForURL(/\/join\/about-you\/thanks$/)
  await met('equality-thanks')
  await follow(page.getByRole('link', { name: 'Back to your reference and what happens next' }))
  await page.waitForURL(/\/sent\//)
}

/** A new member of staff chooses a password and adds an app; gives what they need to sign in. */
export async function setUp(page, invitation, email, met) {
  await page.goto(invitation)
  await met('set-up-password')
  await page.fill('#new_password', password)
  await page.fill('#again', password)
  await press(page, 'Continue')
  await page.waitForURL(/\/app$/)
  await met('set-up-app')
  const secret = await page.locator('main code').first().textContent()
  const account = { email, secret, recovery: [], lastStep: 0 }
  await page.fill('#code', nextCode(account))
  await press(page, 'Continue')
  await page.waitForURL(/\/codes$/)
  await met('set-up-codes')
  account.recovery = await page.locator('main code').allTextContents()
  await follow(page.locator('main form button').last())
  await page.waitForURL(/\/sign-in/)
  return account
}

const enoughToType = 15_000 // milliseconds

/**
 * A code that works: each does once, and those of the step before and after now are taken too, so three are there at
 * once and nothing waits for the clock. The step before is left alone late in a step: by when its code is typed it would
 * be the one before that. Nothing if all are used.
 */
function nextCode(account) {
  const wanted = Math.max(account.lastStep + 1, step(Date.now() - enoughToType))
  if (wanted > step() + 1) return undefined
  account.lastStep = wanted
  return oneTimeCode(account.secret, wanted)
}

/** Signs in with the app's code, and with a recovery code where the app has none to give yet. */
export async function signIn(page, account, met) {
  await page.goto('/sign-in')
  await met('sign-in')
  await page.fill('#email', account.email)
  await page.fill('#password', password)
  await press(page, 'Continue')
  await page.waitForURL(/\/sign-in\/code/)
  await met('sign-in-code')
  let code = nextCode(account)
  if (code === undefined) {
    await follow(page.getByRole('link', { name: 'use a recovery code' }))
    await page.waitForURL(/recovery-code/)
    await met('sign-in-recovery-code')
    code = account.recovery.pop()
  }
  await page.fill('#code', code)
  await press(page, 'Continue')
  await page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
}
