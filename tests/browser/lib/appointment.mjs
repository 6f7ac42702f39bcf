// From a sent referral to being told one's group, in a browser: what an intake officer presses at an appointment. Each
// step is told what to do on every page it meets, as those of walking.mjs are.

const press = (page, words) => page.getByRole('button', { name: words, exact: true }).click()
const choose = (page, name, value) => page.check(`input[name="${name}"][value="${value}"]`)
const longest = 40 // pages of questions; more means that they have no end

/** The record of whoever a referral is from: somebody new. */
export async function decideWhoItIs(page, reference, met) {
  await page.goto('/triage')
  await page.fill('#reference', reference)
  await press(page, 'Find')
  await page.waitForURL(/\/triage\/[0-9a-f]{32}$/)
  await met('referral')
  await page.goto(`${page.url()}/identity`)
  await met('identity')
  await choose(page, 'who', 'new')
  await press(page, 'Decide')
  await page.waitForURL(/\/participants\/[0-9a-f]{32}/)
  return new URL(page.url()).pathname.match(/^\/participants\/[0-9a-f]{32}/)[0]
}

/** Reached by telephone, and here today. `day` is that of the story, as the page of calls shows it. */
export async function bookAndAttend(page, record, day, met) {
  await page.goto('/calls')
  await met('calls')
  await page.goto(record)
  await met('record-referred')
  await page.goto(`${record}/contacts/new`)
  await choose(page, 'channel', 'telephone')
  await choose(page, 'direction', 'to_person')
  await choose(page, 'outcome', 'spoke')
  await press(page, 'Record contact')
  await met('after-the-call')
  await page.goto(`${record}/appointment/new`)
  await met('book')
  await choose(page, 'slot', 'own')
  await choose(page, 'mode', 'telephone')
  for (const part of ['day', 'month', 'year']) await page.fill(`[name=on-${part}]`, String(day[part]))
  await page.fill('[name=at]', '17:00')
  await page.fill('[name=minutes]', '60')
  await press(page, 'Book')
  await met('appointment')
  await press(page, 'They are here')
  await page.waitForURL(/\/eligibility$/)
}

/** Every rule is met, with the words of the referral. */
export async function findEligible(page, answers, met) {
  await met('eligibility')
  for (const [name, value] of Object.entries(answers)) await choose(page, name, value)
  await press(page, 'Decide')
  await page.waitForURL(/\/eligibility\/result$/)
  await met('eligibility-result')
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.waitForURL(/\/information$/)
}

/** Asked once and understood at once. */
export async function giveInformation(page, met) {
  await met('information')
  await page.locator('input[name=sheet]').first().check()
  await press(page, 'Continue')
  await page.waitForURL(/\/information\/sheet$/)
  await met('information-sheet')
  await page.getByRole('button', { name: 'Continue to the questions' }).click()
  await page.waitForURL(/\/information\/questions$/)
  await met('teach-back')
  for (const each of await page.locator('input[value=at_once]').all()) await each.check()
  await press(page, 'Continue')
  await page.waitForURL(/\/decision$/)
  await met('decision')
  await choose(page, 'wish', 'goes_on')
  await press(page, 'Save what they decide')
  await page.waitForURL(/\/consent$/)
}

export async function consent(page, name, met) {
  await met('consent')
  await choose(page, 'capacity', 'assumed')
  await choose(page, 'supporter', 'nobody')
  await choose(page, 'interpreter', 'no')
  if (await page.locator('input[name=sheet]').count()) await page.locator('input[name=sheet]').first().check()
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
  await page.getByRole('button', { name: 'Continue' }).click()
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
    await input.fill(part === 'year' ? '2019' : part ? '9' : await input.getAttribute('inputmode') ? '20' : 'As I said')
  }
}

/** Part after part to the last, checked and locked. */
export async function answerBaseline(page, met) {
  await page.waitForURL(/\/baseline$/)
  await met('baseline')
  await page.getByRole('button', { name: /^(Start|Continue)$/ }).click()
  for (let part = 0; !page.url().endsWith('/baseline/check'); ++part) {
    if (part === longest) throw new Error(`the questions have no end: ${page.url()}`)
    await met(`baseline-part-${part + 1}`)
    const before = page.url()
    await answerAll(page)
    await press(page, 'Continue')
    await page.waitForURL(url => url.href !== before)
  }
  await met('baseline-check')
  await page.getByRole('button', { name: 'Go on to lock' }).click()
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
