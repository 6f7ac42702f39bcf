// The pictures of docs/screens, made anew from whole pages of a demonstration.
// Usage: node tests/browser/screens.mjs PROGRAM [FOLDER], where the repository stands. Exits 1 where a picture is missing,
// 2 where it cannot run.
//
// Each is named by what it shows and by the width: `-phone` is 320 pixels, `-tablet` 820, as somebody holds it who sits
// beside a participant, and `-desktop` 1280, all with script. The other tests of this folder judge these pages; this one
// shows them to people, who look at every picture that changed.
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { askWhetherEligible, bookAndAttend, decide, eligible, fillDay, findEligible, giveInformation, takeDownReferral,
  theyAreNew, today, wayToAGroup } from './lib/appointment.mjs'
import { walkDemonstration } from './lib/demonstration.mjs'
import { openPage } from './lib/looking.mjs'
import { follow, press } from './lib/pressing.mjs'
import { areAcknowledged, areOnePersonAndTwoAgain, isOfSomebodyElse, readTheProtocol,
  sayHowToReachThem } from './lib/records.mjs'
import { answerOptionalQuestions, referOneself } from './lib/walking.mjs'

const [program, folder = 'docs/screens'] = process.argv.slice(2)
if (!program || !existsSync(program)) {
  console.error('usage: node tests/browser/screens.mjs PROGRAM [FOLDER]')
  process.exit(2)
}
const widths = { phone: 320, tablet: 820, desktop: 1280 }
const longest = 1_200_000
const mostPeople = 10 // with fair chances, that all are in one group is one in 512
const passedBy = async () => {}

/** What is kept of each width, by the name that the walk gives the page and, where it differs, the picture's own. */
const kept = {
  phone: { start: 'start', 'question-error': 'who-error', health: 'health', contact: 'contact', check: 'check', sent: 'sent',
    'equality-details': 'about-you', 'call-me': 'call', privacy: 'privacy', 'check-no': 'check-no', 'sign-in-code': 'staff-code',
    identity: 'who-is-it', 'consent-statements': 'consent', pack: 'pack', transfer: 'transfer', resolve: 'resolve',
    withdraw: 'withdraw', concern: 'concern', flow: 'flow', 'same-person': 'same-person', letters: 'letters',
    'contact-wishes': 'contact-wishes', randomisation: 'randomisation', ceremony: 'ceremony' },
  tablet: { record: 'record', eligibility: 'eligibility', 'eligibility-result': 'eligible', 'not-eligible': 'not-eligible',
    unsure: 'unsure', information: 'information', 'information-sheet': 'information-sheet', 'teach-back': 'teach-back',
    decision: 'decision', thinking: 'thinking', consent: 'consent', 'consent-statements': 'consent-statements',
    'consent-sign': 'consent-sign', 'linkage-keys': 'linkage-keys', 'baseline-part-1': 'baseline', 'baseline-check': 'baseline-check',
    'baseline-lock': 'baseline-lock', allocation: 'allocation', 'group-ips': 'group-ips', 'group-usual': 'group-usual',
    pack: 'pack', caseload: 'caseload', case: 'case', waiting: 'cases-waiting', concern: 'concern', withdraw: 'withdraw', 'still-right': 'still-right',
    'referral-undecided': 'worry-about-a-referral', contacts: 'contacts', withdrawals: 'withdrawals', 'concern-in-error': 'concern-in-error',
    'letter-to-post': 'letter', 'told-of-group': 'told-of-group' },
  desktop: { start: 'start', 'question-error': 'who-error', health: 'health', contact: 'contact', check: 'check', sent: 'sent',
    'equality-details': 'about-you', 'call-me': 'call', privacy: 'privacy', 'sign-in': 'staff-signin', 'sign-in-code': 'staff-code',
    triage: 'staff-triage', referral: 'staff-record', account: 'staff-account', 'baseline-part-1': 'baseline',
    allocation: 'allocation', 'group-ips': 'group', record: 'record', stuck: 'stuck', recruitment: 'recruitment',
    caseload: 'caseload', calls: 'calls', 'same-person': 'same-person', 'two-people': 'two-people', merges: 'merges',
    'other-records': 'other-records', 'not-theirs': 'not-theirs', protocol: 'protocol', randomisation: 'randomisation',
    ceremony: 'ceremony', 'entered-in-error': 'entered-in-error', 'destroy-text': 'destroy-text' }
}

const missing = new Set(Object.entries(kept).flatMap(([device, names]) =>
  Object.values(names).map(name => `${name}-${device}.png`)))

/** A browser at that width, and what is done on each of its pages: the first of a name is kept. */
async function visitOf(browser, trial, device, role) {
  const visit = await openPage(browser, trial.url, { width: widths[device] })
  if (role) await trial.signIn(visit.page, role)
  const met = async name => {
    const file = `${kept[device][name]}-${device}.png`
    if (!missing.delete(file)) return
    await visit.page.screenshot({ path: join(folder, file), fullPage: true })
  }
  return { ...visit, met, see: async (path, name) => {
    await visit.page.goto(path)
    await met(name)
  } }
}

async function frontDoor(browser, trial, device) {
  const { page, met, see, close } = await visitOf(browser, trial, device)
  await referOneself(page, met)
  await answerOptionalQuestions(page, met)
  await see('/call-me', 'call-me')
  await see('/privacy', 'privacy')
  await see('/randomisation', 'randomisation')
  if (kept[device]['check-no']) await checkSaysNo(page, met)
  await see('/sign-in', 'sign-in')
  await page.fill('#email', 'intake@example.org')
  await page.fill('#password', 'made-up intake password')
  await press(page, 'Continue')
  await page.waitForURL(/\/sign-in\/code/)
  await met('sign-in-code')
  await close()
}

/** The public check, of somebody without a health condition. */
async function checkSaysNo(page, met) {
  await page.goto('/check')
  await follow(page.getByRole('button', { name: 'Start the check' }))
  await fillDay(page, 'born', { day: 27, month: 3, year: 1998 })
  await press(page, 'Continue')
  await follow(page.getByRole('link', { name: 'Use your postcode' }))
  await page.fill('#postcode', 'S1 2HH')
  await press(page, 'Continue')
  if (page.url().includes('/check/area')) {
    await page.check('input[name=area][value=sheffield]')
    await press(page, 'Continue')
  }
  await page.check('input[name=work][value=looking]')
  await press(page, 'Continue')
  await page.check('input[name=condition][value=no]')
  await press(page, 'Continue')
  await met('check-no')
}

/** Whoever rings is new; the public's own form may be sent only so often. */
async function arrive(page, first, last, met) {
  await takeDownReferral(page, first, last, met)
  return theyAreNew(page, met)
}

/** One person's whole way; gives their record and the words of their group. */
async function wholeWay({ page, met, see }, first, last) {
  const record = await arrive(page, first, last, met)
  const group = await wayToAGroup(page, record, `${first} ${last}`, met)
  const usual = group.includes('usual')
  await met(usual ? 'group-usual' : 'group-ips')
  if (usual) {
    await follow(page.getByRole('button', { name: 'Open the local services pack' }))
    await page.waitForURL(/\/local-services-pack/)
    await met('pack')
  }
  await see(record, 'record')
  return usual
}

/** People of both groups, whichever chance gives first; and what the support of the one begins with. */
async function bothGroups(browser, trial, device, last) {
  const visit = await visitOf(browser, trial, device, 'intake')
  const groups = new Set()
  for (let person = 0; person < mostPeople && groups.size < 2; ++person)
    groups.add(await wholeWay(visit, `A${'bcdefghijk'[person]}a`, last))
  await visit.see('/account', 'account')
  await visit.see('/calls', 'calls')
  await visit.see('/triage', 'triage')
  await visit.close()
  const specialist = await visitOf(browser, trial, device, 'specialist')
  await specialist.see('/caseload', 'caseload')
  await specialist.page.locator('main table a').first().press('Enter')
  await specialist.page.waitForURL(/\/cases\//)
  await specialist.met('case')
  await specialist.close()
  const lead = await visitOf(browser, trial, device, 'lead')
  await lead.see('/cases/waiting', 'waiting')
  await lead.page.getByRole('link', { name: 'Tom Hallam' }).press('Enter')
  await lead.page.waitForURL(/specialist=/)
  await lead.page.locator('main table a[href^="/cases/"]:not([href*="?"])').first().press('Enter')
  await lead.page.waitForURL(/\/cases\/[0-9a-f]{32}$/)
  await follow(lead.page.getByRole('button', { name: 'Transfer to another specialist' }))
  await lead.met('transfer')
  await lead.close()
}

/** The ways that do not end in a group, or not at once. */
async function otherWays(browser, trial, device, last) {
  const { page, met, see, close } = await visitOf(browser, trial, device, 'intake')
  await takeDownReferral(page, 'Kit', last, passedBy)
  await met('referral-undecided')
  const no = await arrive(page, 'Noa', last, passedBy)
  await bookAndAttend(page, no, passedBy)
  await askWhetherEligible(page, { ...eligible, condition: 'no' }, passedBy)
  await met('not-eligible')
  const unsure = await arrive(page, 'Una', last, passedBy)
  await bookAndAttend(page, unsure, passedBy)
  await askWhetherEligible(page, { ...eligible, realistic: 'not_sure' }, passedBy)
  await met('unsure')
  const thinks = await arrive(page, 'Tim', last, passedBy)
  await bookAndAttend(page, thinks, passedBy)
  await findEligible(page, passedBy)
  await giveInformation(page, passedBy)
  await decide(page, 'wants_time', { ...today, day: today.day + 7 })
  await met('thinking')
  await see(`${thinks}/withdraw`, 'withdraw')
  await saysNoMoreSurveys({ page, met }, thinks)
  await page.goto(thinks.replace('/participants/', '/concerns/new/'))
  await page.check('input[name=kind][value=safeguarding]')
  await page.fill('#text', 'They said that they are afraid of somebody at home.')
  await press(page, 'Raise concern')
  await close()
  const lead = await visitOf(browser, trial, device, 'lead')
  await lead.see(`${unsure}/eligibility/resolve`, 'resolve')
  await lead.close()
  const owner = await visitOf(browser, trial, device, 'safeguarding')
  await owner.page.goto('/concerns')
  await owner.page.locator('main table a').first().press('Enter')
  await owner.page.waitForURL(/\/concerns\/[0-9a-f]{32}$/)
  await owner.met('concern')
  await follow(owner.page.getByRole('link', { name: /Entered in error.*this concern/ }))
  await owner.met('concern-in-error')
  await owner.page.check('input[name=reason][value=other_person]')
  await press(owner.page, 'Mark as entered in error')
  await owner.close()
  const officer = await visitOf(browser, trial, device, 'dpo')
  await officer.see(`${thinks}/entered-in-error`, 'entered-in-error')
  await follow(officer.page.getByRole('link', { name: 'Read and destroy' }))
  await officer.met('destroy-text')
  await officer.close()
}

/** A withdrawal, which is then read whole. */
async function saysNoMoreSurveys({ page, met }, record) {
  await page.check('input[name=scope][value=surveys]')
  await fillDay(page, 'effective', today)
  await page.check('input[name=said_by][value=person]')
  await page.check('input[name=said_how][value=in_person]')
  await page.check('input[name=told]')
  await page.fill('#note', 'They find the questionnaires long.')
  await press(page, 'Record withdrawal')
  await page.goto(`${record}/withdrawals`)
  await met('withdrawals')
}

/** What is done to a record beside the way. */
async function records(browser, trial, device, last) {
  const asked = visit => ({ ...visit, says: passedBy, lacks: passedBy })
  const officer = asked(await visitOf(browser, trial, device, 'intake'))
  const lead = asked(await visitOf(browser, trial, device, 'lead'))
  const telephone = digit => `${Object.keys(widths).indexOf(device) + 1}${digit}0`
  await sayHowToReachThem(officer, await areAcknowledged(officer, last, telephone(1)))
  await areOnePersonAndTwoAgain(officer, lead, `${last}son`, [telephone(2), telephone(3)])
  await isOfSomebodyElse(officer, lead, `Mac${last}`, telephone(4))
  await readTheProtocol(lead)
  for (const visit of [officer, lead]) await visit.close()
}

async function figures(browser, trial, device) {
  const { see, close } = await visitOf(browser, trial, device, 'manager')
  for (const name of ['flow', 'recruitment', 'stuck']) await see(`/${name}`, name)
  await see('/interviews/told', 'told-of-group')
  await close()
  const custodian = await visitOf(browser, trial, device, 'custodian')
  await custodian.see('/ceremony', 'ceremony')
  await custodian.close()
}

async function walk(browser, trial, checks) {
  mkdirSync(folder, { recursive: true })
  for (const [device, last] of [['phone', 'Hallam'], ['tablet', 'Okoro'], ['desktop', 'Marsh']]) {
    if (device !== 'tablet') await frontDoor(browser, trial, device)
    await bothGroups(browser, trial, device, last)
    await otherWays(browser, trial, device, last)
    await records(browser, trial, device, last)
    await figures(browser, trial, device)
  }
  for (const file of missing) checks.check(false, `${file} was not made`)
}

process.exit(await walkDemonstration(resolve(program), longest, 'the pictures', walk))
