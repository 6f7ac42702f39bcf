// From a sent referral to being told one's group, in a browser: what an intake officer presses at an appointment. Each
// step is told what to do on every page it meets, as those of walking.mjs are.
import { follow, press } from './pressing.mjs'
import { referOneself } from './walking.mjs'

const choose = (page, name, value) => page.check(`input[name="${name}"][value="${value}"]`)
/** The day of the story of every demonstration. */
export const today = { day: 5, month: 6, year: 2018 }
/** Answers with which somebody meets every rule. */
export const eligible = { age: 'yes', practice: 'sheffield', condition: 'yes', work: 'out-of-work', 'wants-work': 'yes',
  realistic: 'yes', 'other-help': 'no', decides: 'yes' }
const longest = 40 // pages of questions; more means that they have no end

/** Fills the three boxes of a day. */
export async function fillDay(page, field, day) {
  for (const part of ['day', 'month', 'year']) await page.fill(`[name=${field}-${part}]`, String(day[part]))
}

/** Somebody of that name refers themselves, and triage finds that they are new; gives their record. */
export async function arrive(page, first, last, met, passed = async () => {}) {
  const reference = await referOneself(page, passed, {
    name: async form => {
      await form.fill('#first_name', first)
      await form.fill('#last_name', last)
    },
    'nhs-number': form => form.check('input[value=no]')
  })
  return decideWhoItIs(page, reference, met)
}

/** How somebody is reached, as their referral tells it: by telephone. */
const byTelephone = async page => {
  await choose(page, 'channel', 'phone')
  await page.fill('#phone', '07700 900123')
}

/**
 * Somebody of that name rings, and the officer takes the referral down; it stands in triage. `reached` says how they are
 * reached.
 */
export async function takeDownReferral(page, first, last, met, reached = byTelephone) {
  await page.goto('/triage/new')
  await met('phone-call')
  await press(page, 'Continue')
  await met('phone-call-error')
  await choose(page, 'for', 'me')
  await choose(page, 'agreed', 'themselves')
  await page.check('input[name=notice_read]')
  await press(page, 'Continue')
  await page.waitForURL(/\/person$/)
  await met('phone-person')
  await page.fill('#first_name', first)
  await page.fill('#last_name', last)
  await fillDay(page, 'born', { day: 2, month: 4, year: 1990 })
  await choose(page, 'knows_nhs_number', 'no')
  await page.fill('#postcode', 'S1 2HH')
  await press(page, 'Continue')
  await page.waitForURL(/\/contact$/)
  await met('phone-contact')
  await reached(page)
  await choose(page, 'leave_message', 'yes')
  await choose(page, 'mention_health', 'no')
  await choose(page, 'need', 'none')
  await press(page, 'Continue')
  await page.waitForURL(/\/work-and-health$/)
  await met('phone-work-and-health')
  await choose(page, 'surgery_area', 'sheffield')
  await choose(page, 'work', 'looking')
  await choose(page, 'condition', 'yes')
  await choose(page, 'help', 'none')
  await press(page, 'Continue')
  await page.waitForURL(/\/triage\/new\/check$/)
  await met('phone-check')
  await press(page, 'Send the referral')
  await page.waitForURL(/\/triage\/[0-9a-f]{32}$/)
}

/** The record of whoever a referral is from, as the code of that referral finds it: somebody new. */
export async function decideWhoItIs(page, reference, met) {
  await page.goto('/triage')
  await page.fill('#reference', reference)
  await press(page, 'Find')
  await page.waitForURL(/\/triage\/[0-9a-f]{32}$/)
  return theyAreNew(page, met)
}

/** From the page of a referral to the record of somebody new. */
export const theyAreNew = (page, met) => theyAre(page, 'new', met)

/** From the page of a referral to the record of whoever it is of: "new", or the id of somebody known. */
export async function theyAre(page, who, met) {
  await met('referral')
  await page.goto(`${page.url()}/identity`)
  await met('identity')
  // Ten to a page, and "somebody new" after everybody who may be them.
  while (await page.locator(`input[name="who"][value="${who}"]`).count() === 0)
    await follow(page.getByRole('link', { name: 'Next page' }))
  await choose(page, 'who', who)
  await press(page, 'Decide')
  await page.waitForURL(/\/participants\/[0-9a-f]{32}/)
  return new URL(page.url()).pathname.match(/^\/participants\/[0-9a-f]{32}/)[0]
}

/** Reached by telephone, and here today. */
export async function bookAndAttend(page, record, met) {
  await page.goto('/calls')
  await met('calls')
  await page.goto(record)
  await met('record-referred')
  await speakWith(page, record)
  await met('after-the-call')
  await book(page, record, '17:00', met)
  await theyAreHere(page)
}

export async function speakWith(page, record) {
  await page.goto(`${record}/contacts/new`)
  await choose(page, 'channel', 'telephone')
  await choose(page, 'direction', 'to_person')
  await choose(page, 'outcome', 'spoke')
  await press(page, 'Record contact')
}

/** By telephone, today at that hour. */
export async function book(page, record, at, met) {
  await page.goto(`${record}/appointment/new`)
  await met('book')
  await choose(page, 'slot', 'own')
  await choose(page, 'mode', 'telephone')
  await fillDay(page, 'on', today)
  await page.fill('[name=at]', at)
  await page.fill('[name=minutes]', '60')
  await press(page, 'Book')
  await met('appointment')
}

export async function theyAreHere(page) {
  await press(page, 'They are here')
  await page.waitForURL(/\/eligibility$/)
}

/** Every rule is answered; the page tells what comes of it. */
export async function askWhetherEligible(page, answers, met) {
  await met('eligibility')
  for (const [name, value] of Object.entries(answers)) await choose(page, name, value)
  await press(page, 'Decide')
  await page.waitForURL(/\/eligibility\/result$/)
  await met('eligibility-result')
}

/** Every rule is met, with the words of the referral. */
export async function findEligible(page, met) {
  await askWhetherEligible(page, eligible, met)
  await follow(page.getByRole('button', { name: 'Go on' }))
  await page.waitForURL(/\/information$/)
}

/** Asked once and understood at once. */
export async function giveInformation(page, met) {
  await met('information')
  await page.locator('input[name=sheet]').first().check()
  await press(page, 'Continue')
  await page.waitForURL(/\/information\/sheet$/)
  await met('information-sheet')
  await follow(page.getByRole('button', { name: 'Continue to the questions' }))
  await page.waitForURL(/\/information\/questions$/)
  await met('teach-back')
  for (const each of await page.locator('input[value=at_once]').all()) await each.check()
  await press(page, 'Continue')
  await page.waitForURL(/\/decision$/)
  await met('decision')
}

/** What they decide once they know; a day where they want time. */
export async function decide(page, wish, callOn) {
  await choose(page, 'wish', wish)
  if (callOn) await fillDay(page, 'call', callOn)
  await press(page, 'Save what they decide')
}

export async function goOn(page) {
  await decide(page, 'goes_on')
  await page.waitForURL(/\/consent$/)
}

export async function consent(page, name, met) {
  await met('consent')
  await choose(page, 'capacity', 'assumed')
  await choose(page, 'supporter', 'nobody')
  await choose(page, 'interpreter', 'no')
  await press(page, 'Continue')
  await page.waitForURL(/\/consent\/statements$/)
  await met('consent-statements')
  for (const each of await page.locator('input[type=radio][value=yes]').all()) await each.check()
  await press(page, 'Continue')
  await page.waitForURL(/\/consent\/sign$/)
  await met('consent-sign')
  await choose(page, 'method', 'typed-name')
  await page.fill('[name=typed_name]', name)
  await press(page, 'Sign')
  await page.waitForURL(/\/consent\/copy/)
  await met('consent-copy')
  await follow(page.getByRole('button', { name: 'Continue' }))
}

export async function giveLinkageKeys(page, met) {
  await page.waitForURL(/\/linkage-keys$/)
  await met('linkage-keys')
  await choose(page, 'ni', 'dont_know')
  await choose(page, 'sex', 'female')
  await page.fill('[name=address]', '1 Example Street, Sheffield')
  await page.fill('[name=postcode]', 'S1 2HH')
  await press(page, 'Save')
}

/** Something that may be answered, in every question of a page. */
async function answerAll(page) {
  const chosen = new Set()
  for (const input of await page.locator('main input[type=radio], main input[type=checkbox]').all()) {
    const name = await input.getAttribute('name')
    if (chosen.has(name) || name.endsWith('_declined') || !await input.isVisible()) continue
    chosen.add(name)
    await input.check()
  }
  for (const input of await page.locator('main input.govuk-input').all()) {
    if (!await input.isVisible()) continue
    const name = await input.getAttribute('name')
    const [, part] = name.match(/-(day|month|year)$/) ?? []
    await input.fill(part === 'year' ? '2017' : part ? '9' : await input.getAttribute('inputmode') ? '20' : 'As I said')
  }
}

/** Part after part to the last, checked and locked. */
export async function answerBaseline(page, met) {
  await page.waitForURL(/\/baseline$/)
  await met('baseline')
  await follow(page.getByRole('button', { name: /^(Start|Continue)$/ }))
  for (let part = 0; !page.url().endsWith('/baseline/check'); ++part) {
    if (part === longest) throw new Error(`the questions have no end: ${page.url()}`)
    await met(`baseline-part-${part + 1}`)
    const before = page.url()
    await answerAll(page)
    await press(page, 'Continue')
    await page.waitForURL(url => url.href !== before)
  }
  await met('baseline-check')
  await follow(page.getByRole('button', { name: 'Go on to lock' }))
  await page.waitForURL(/\/baseline\/lock$/)
  await met('baseline-lock')
  await choose(page, 'mode', 'side_by_side')
  await press(page, 'Lock the answers')
}

/** Gives the words of their group. */
export async function putIntoAGroup(page, met) {
  await page.waitForURL(/\/allocation$/)
  await met('allocation')
  await press(page, 'Put into a group by chance')
  await page.waitForURL(/\/allocation\/result$/)
  await met('allocation-result')
  return page.locator('main h2').first().textContent()
}

/** From the record of somebody new, through every step of the appointment, to the words of their group. */
export async function wayToAGroup(page, record, name, met) {
  await bookAndAttend(page, record, met)
  await findEligible(page, met)
  await giveInformation(page, met)
  await goOn(page)
  await consent(page, name, met)
  await giveLinkageKeys(page, met)
  await answerBaseline(page, met)
  return putIntoAGroup(page, met)
}
