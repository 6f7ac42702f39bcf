// The ways that do not end in a group, or not at once, in a real browser against a demonstration.
// Usage: node tests/browser/other_ways.mjs PROGRAM [SCREENSHOTS_DIR], where the repository stands. Exits 1 where a check
// fails, 2 where it cannot run.
//
// At 320 pixels and on a tablet, with script and without: somebody wants time and comes back, somebody may not
// join, somebody says no, a lead finds out what nobody was sure of, somebody leaves, a concern is raised and closed, and
// one was entered in error, somebody rings, somebody does not come and is booked again, somebody was ready on paper.
// Whatever page they pass is looked at.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { askWhetherEligible, book, bookAndAttend, decide, eligible, fillDay, findEligible, giveInformation, goOn,
  speakWith, takeDownReferral, theyAreHere, theyAreNew, today } from './lib/appointment.mjs'
import { visitOf, walkDemonstration } from './lib/demonstration.mjs'
import { everyHow } from './lib/looking.mjs'
import { follow, press } from './lib/pressing.mjs'

const [program, screenshots] = process.argv.slice(2)
if (!program || !existsSync(program)) {
  console.error('usage: node tests/browser/other_ways.mjs PROGRAM [SCREENSHOTS_DIR]')
  process.exit(2)
}
const longest = 1_100_000
const passedBy = async () => {}
const choose = (page, name, value) => page.check(`input[name="${name}"][value="${value}"]`)
const nextWeek = { ...today, day: today.day + 7 }

/** What every journey below is given. */
const meet = (browser, trial, checks, how, role) => visitOf(browser, trial, checks, how, { role, screenshots })

/** The public check: four answers, and other help for whoever it is not for. */
async function publicCheck({ page, met, says }, condition) {
  await page.goto('/check')
  await met('check-start')
  await follow(page.getByRole('button', { name: 'Start the check' }))
  await met('check-age')
  await fillDay(page, 'born', { day: 27, month: 3, year: 1998 })
  await press(page, 'Continue')
  await page.fill('#q', 'no such surgery')
  await press(page, 'Search')
  await says('No surgery found', 'a search without a result')
  await met('check-surgery')
  await follow(page.getByRole('link', { name: 'Use your postcode' }))
  await met('check-postcode')
  await page.fill('#postcode', 'S1 2HH')
  await press(page, 'Continue')
  if (page.url().includes('/check/area')) {
    await met('check-area')
    await choose(page, 'area', 'sheffield')
    await press(page, 'Continue')
  }
  await met('check-work')
  await choose(page, 'work', 'looking')
  await press(page, 'Continue')
  await met('check-health')
  await choose(page, 'condition', condition)
  await press(page, 'Continue')
  await met(`check-result-${condition}`)
}

async function everybody(browser, trial, checks, how) {
  const visit = await meet(browser, trial, checks, how)
  await publicCheck(visit, 'yes')
  await visit.says('This could help you', 'the check')
  await publicCheck(visit, 'no')
  await visit.says('Where else you can look', 'never a dead end')
  for (const path of ['/other-formats', '/local-help', '/local-help?area=sheffield']) {
    await visit.page.goto(path)
    await visit.met(`public${path.replace(/[/?=]/g, '-')}`)
  }
  for (const link of await easyRead(visit.page)) {
    await visit.page.goto(link)
    await visit.met(`public${link.replace(/[/?=]/g, '-')}`)
  }
  await visit.close()
}

/** The pages of this site to which the page of other formats leads. */
async function easyRead(page) {
  await page.goto('/other-formats')
  const links = await page.locator('main a[href^="/"]').evaluateAll(all => all.map(each => each.getAttribute('href')))
  return [...new Set(links)].filter(link => link !== '/' && !link.startsWith('/join') && !link.startsWith('/call-me'))
}

async function toTheDecision(page, record, met) {
  await bookAndAttend(page, record, met)
  await findEligible(page, met)
  await giveInformation(page, met)
}

async function wantsTimeAndComesBack({ page, met, says }, last) {
  const record = await arrive(page, 'Ada', last)
  await toTheDecision(page, record, met)
  await decide(page, 'wants_time', nextWeek)
  await says('Thinking it over', 'time to think')
  await says('12 June 2018', 'the day that was agreed on')
  await met('record-thinking')
  await page.goto('/calls?when=later')
  await met('calls-later')
  await book(page, record, '18:00', met)
  await theyAreHere(page)
  await findEligible(page, passedBy)
  await giveInformation(page, passedBy)
  await goOn(page)
  await says('Appointment: step', 'who came back goes on to consent')
  return record
}

async function mayNotJoin({ page, met, says }, last) {
  const record = await arrive(page, 'Bea', last)
  await bookAndAttend(page, record, passedBy)
  await askWhetherEligible(page, { ...eligible, condition: 'no' }, met)
  await says('Where else to look', 'not eligible and no dead end')
  await follow(page.getByRole('link', { name: 'local services that can help' }))
  await page.waitForURL(/\/local-help\?area=sheffield$/)
  await met('local-help-of-theirs')
  await page.goto(record)
  await says('Ended: not eligible', 'the record of who may not')
  await met('record-not-eligible')
}

async function declines({ page, met, says }, last) {
  const record = await arrive(page, 'Cai', last)
  await toTheDecision(page, record, passedBy)
  await decide(page, 'declines')
  await page.waitForURL(url => url.pathname === record)
  await says('Ended: declined', 'a no without a reason')
  await met('record-declined')
}

async function unsureIsFoundOut(officer, lead, last) {
  const record = await arrive(officer.page, 'Dee', last)
  await bookAndAttend(officer.page, record, passedBy)
  await askWhetherEligible(officer.page, { ...eligible, realistic: 'not_sure' }, officer.met)
  await officer.says('nothing is decided yet', 'what nobody is sure of')
  await lead.page.goto('/eligibility')
  await lead.met('unsure-queue')
  await lead.page.goto(`${record}/eligibility/resolve`)
  await lead.met('resolve')
  await press(lead.page, 'Save what you found out')
  await lead.met('resolve-error')
  await findsThatTheyMayJoin(lead)
  await lead.met('resolved')
  await lead.page.goto(record)
  await follow(lead.page.locator('a[href*="/eligibility/found/"]'))
  await marksInError(lead, 'evidence-in-error')
  await lead.says('The evidence was entered in error', 'what a lead found out, without its words')
  await lead.met('record-unsure-again')
  await lead.page.goto(`${record}/eligibility/resolve`)
  await findsThatTheyMayJoin(lead)
  await officer.page.goto(record)
  await follow(officer.page.getByRole('button', { name: 'Go through the information' }))
  await officer.says('Appointment: step', 'who was found eligible goes on')
}

/** On the page that asks a lead what is so. */
async function findsThatTheyMayJoin(lead) {
  await choose(lead.page, 'found', 'yes')
  await lead.page.fill('#evidence', 'Spoke with them about the jobs they look for.')
  await press(lead.page, 'Save what you found out')
  await lead.page.waitForURL(/\/eligibility\/result$/)
  await lead.says('They may join', 'found out by a lead')
}

async function leaves({ page, met, says }, record) {
  await page.goto(`${record}/withdraw`)
  await met('withdraw')
  await press(page, 'Record withdrawal')
  await met('withdraw-error')
  await choose(page, 'scope', 'everything')
  await fillDay(page, 'effective', today)
  await choose(page, 'said_by', 'person')
  await choose(page, 'said_how', 'telephone')
  await page.check('input[name=told]')
  await page.fill('#note', 'They have no time any more.')
  await press(page, 'Record withdrawal')
  await page.waitForURL(url => url.pathname === record)
  await says('Ended: withdrew', 'the record of who left')
  await says('Everything stops', 'why nobody may contact them')
  await met('record-withdrew')
  await follow(page.getByRole('link', { name: 'What they withdrew, and what was said' }))
  await says('They have no time any more.', 'the note of a withdrawal')
  await met('withdrawals')
  await follow(page.getByRole('link', { name: /Entered in error/ }))
  await marksInError({ page, met }, 'withdrawal-note-in-error')
  await met('withdrawals-without-note')
}

/** On a page that asks why something does not stand. */
async function marksInError({ page, met }, name) {
  await met(name)
  await press(page, 'Mark as entered in error')
  await met(`${name}-error`)
  await choose(page, 'reason', 'other_person')
  await press(page, 'Mark as entered in error')
}

async function concernIsClosed(officer, owner, record) {
  await officer.page.goto(record.replace('/participants/', '/concerns/new/'))
  await officer.met('raise-concern')
  await press(officer.page, 'Raise concern')
  await officer.met('raise-concern-error')
  await choose(officer.page, 'kind', 'safeguarding')
  await officer.page.fill('#text', 'They said that they are afraid of somebody at home.')
  await press(officer.page, 'Raise concern')
  await officer.met('concern-raised')
  await owner.page.goto('/concerns')
  await owner.met('concerns')
  await owner.page.locator('main table a').first().press('Enter')
  await owner.page.waitForURL(/\/concerns\/[0-9a-f]{32}$/)
  await owner.met('concern')
  await choose(owner.page, 'change', 'taken_on')
  await press(owner.page, 'Save')
  await owner.page.waitForSelector('table:has-text("Taken on"), table:has-text("taken on"), table:has-text("Took it on")')
  await owner.met('concern-owned')
  await choose(owner.page, 'change', 'closed')
  await choose(owner.page, 'outcome', 'resolved')
  await owner.page.fill('#note', 'Spoke with them; they are safe.')
  await press(owner.page, 'Save')
  await owner.page.waitForSelector('text=Closed: Resolved')
  await owner.met('concern-closed')
}

/** A worry about a referral that waits leads through who it is to the concern; it proves to be about somebody else. */
async function concernWasEnteredInError(officer, owner, dataProtection, last) {
  await takeDownReferral(officer.page, 'Kit', last, passedBy)
  await officer.met('referral-undecided')
  await press(officer.page, 'Raise a concern')
  await officer.met('who-before-concern')
  while (await officer.page.locator('input[name="who"][value="new"]').count() === 0)
    await follow(officer.page.getByRole('link', { name: 'Next page' }))
  await choose(officer.page, 'who', 'new')
  await press(officer.page, 'Decide')
  const person = new URL(officer.page.url()).pathname.split('/').at(-1)
  await choose(officer.page, 'kind', 'complaint')
  await officer.page.fill('#text', 'They were kept waiting for an hour.')
  await press(officer.page, 'Raise concern')
  await owner.page.goto('/concerns')
  await follow(owner.page.locator('main table a').first())
  await follow(owner.page.getByRole('link', { name: /Entered in error.*this concern/ }))
  await marksInError(owner, 'concern-in-error')
  await owner.says('No concern is open', 'the queue without what was entered in error')
  const { page, met, says } = dataProtection
  await page.goto(`/participants/${person}/entered-in-error`)
  await met('entered-in-error')
  await follow(page.getByRole('link', { name: 'Read and destroy' }))
  await met('destroy-text')
  await press(page, 'Destroy this text')
  await says('None, or destroyed', 'what is left of a text that was destroyed')
  await met('destroyed-text')
}

/** Whoever rings is new; the public's form, which may be sent only so often, is walked elsewhere. */
async function arrive(page, first, last) {
  await takeDownReferral(page, first, last, passedBy)
  return theyAreNew(page, passedBy)
}

async function somebodyRings({ page, met, says }, last) {
  await takeDownReferral(page, 'Eli', last, met)
  await says('By telephone', 'a referral by telephone')
  await met('phone-referral')
}

/**
 * The minute of what the record says happened last, in the clock of the story. Whoever walks in is booked for the time
 * that it is, up to a quarter of an hour ago; so such an appointment has begun, whatever the clock here shows, and nobody
 * has to wait for its hour to say that they did not stay for it.
 */
async function atThisMoment(page, record) {
  await page.goto(record)
  const last = await page.locator('main table time').first().getAttribute('datetime')
  return new Date(last).toLocaleTimeString('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' })
}

/** Somebody has an appointment that has begun. */
async function isBooked({ page }, last) {
  const record = await arrive(page, 'Fay', last)
  await speakWith(page, record)
  await book(page, record, await atThisMoment(page, record), passedBy)
  return record
}

async function doesNotComeAndIsBookedAgain({ page, met, says }, record) {
  await page.goto(`${record}/appointment`)
  await met('appointment-begun')
  await press(page, 'They did not come')
  await page.goto(record)
  await says('Missed an appointment', 'the record of who did not come')
  await met('record-missed')
  await book(page, record, '19:00', met)
  await says('Did not attend', 'what was missed is kept')
}

/** The service could not be reached while they were there: their form is written down, and set aside again. */
async function isReadyOnPaper({ page, met, says }, record, form) {
  await page.goto(record)
  await follow(page.getByRole('link', { name: 'Write down a paper intent form of theirs' }))
  await met('paper-intent')
  await page.fill('#form', form)
  // The day before: whatever time it is now, that one has been.
  const [day, month, year] = await Promise.all(['day', 'month', 'year'].map(part => page.inputValue(`#on-${part}`)))
  const before = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day) - 1))
  await page.fill('#on-day', String(before.getUTCDate()))
  await page.fill('#on-month', String(before.getUTCMonth() + 1))
  await page.fill('#on-year', String(before.getUTCFullYear()))
  await press(page, 'Write it down')
  await says('Enter the time on the form', 'a form without its time')
  await met('paper-intent-error')
  await page.fill('#time', '2:15')
  await press(page, 'Write it down')
  await says('Write an hour of the afternoon as 2:15pm', 'an hour of the night')
  await page.fill('#time', '2:15pm')
  await press(page, 'Write it down')
  await says(form, 'who waits on paper')
  await met('paper-intents')
  await follow(page.getByRole('link', { name: 'Print empty forms, to have them ready' }))
  await met('paper-intent-form')
  await page.goto(record)
  await met('record-on-paper')
  await follow(page.getByRole('link', { name: 'Set it aside' }))
  await met('paper-intent-aside')
  await choose(page, 'because', 'still_open')
  await press(page, 'Set it aside')
  await says('Paper intent form set aside', 'the timeline of the record')
}

async function figures(browser, trial, checks, how) {
  const seen = { manager: ['/recruitment', '/flow', '/stuck'], lead: ['/calls', '/concerns', '/eligibility'],
    specialist: ['/caseload'] }
  for (const [role, paths] of Object.entries(seen)) {
    const visit = await meet(browser, trial, checks, how, role)
    for (const path of paths) {
      await visit.page.goto(path)
      await visit.met(`${role}${path.replace('/', '-')}`)
    }
    await visit.close()
  }
}

async function walk(browser, trial, checks) {
  for (const how of everyHow) {
    const { last } = how
    const officer = await meet(browser, trial, checks, how, 'intake')
    const lead = await meet(browser, trial, checks, how, 'lead')
    const safeguarding = await meet(browser, trial, checks, how, 'safeguarding')
    await everybody(browser, trial, checks, how)
    const booked = await isBooked(officer, last)
    await doesNotComeAndIsBookedAgain(officer, booked)
    await isReadyOnPaper(officer, booked, `A${how.width}${how.script === false ? 0 : 1}`)
    await concernIsClosed(officer, safeguarding, booked)
    const dataProtection = await meet(browser, trial, checks, how, 'dpo')
    await concernWasEnteredInError(officer, safeguarding, dataProtection, last)
    const back = await wantsTimeAndComesBack(officer, last)
    await mayNotJoin(officer, last)
    await declines(officer, last)
    await unsureIsFoundOut(officer, lead, last)
    await leaves(officer, back)
    await somebodyRings(officer, last)
    await figures(browser, trial, checks, how)
    for (const visit of [officer, lead, safeguarding, dataProtection]) await visit.close()
  }
}

process.exit(await walkDemonstration(resolve(program), longest, 'the other ways', walk))
