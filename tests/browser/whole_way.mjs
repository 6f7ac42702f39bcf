// From a referral to either group in a real browser, against a demonstration.
// Usage: node tests/browser/whole_way.mjs PROGRAM [SCREENSHOTS_DIR], where the repository stands. Exits 1 where a check
// fails, 2 where it cannot run.
//
// Once at 320 pixels with script and once on a tablet without: people refer themselves and are taken the whole way to
// their group until both groups have somebody. The first of them is looked at on every page, and so is whatever follows
// in either group: the case that waits, is assigned and stands on a caseload, and the pack that is handed over.
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { answerBaseline, bookAndAttend, consent, decideWhoItIs, findEligible, giveInformation, giveLinkageKeys,
  putIntoAGroup } from './lib/appointment.mjs'
import { openDemonstration } from './lib/demonstration.mjs'
import { Checks, look, openBrowser, openPage } from './lib/looking.mjs'
import { referOneself } from './lib/walking.mjs'

const [program, screenshots] = process.argv.slice(2)
if (!program || !existsSync(program)) {
  console.error('usage: node tests/browser/whole_way.mjs PROGRAM [SCREENSHOTS_DIR]')
  process.exit(2)
}
const most = 8 // people: with fair chances, that all are in one group is one in 128
const longest = 900_000
const names = ['Ada', 'Bea', 'Cai', 'Dee', 'Eli', 'Fay', 'Gil', 'Hal']
const eligible = { age: 'yes', practice: 'sheffield', condition: 'yes', work: 'out-of-work', 'wants-work': 'yes',
  realistic: 'yes', 'other-help': 'no', decides: 'yes' }
const today = { day: 20, month: 11, year: 2026 } // in the story of a demonstration

const checks = new Checks()
const passedBy = async () => {}

/** Looks at the page, and keeps what it looks like where that is wanted. */
function looker(visit) {
  return async name => {
    await look(checks, visit, name)
    if (!screenshots) return
    mkdirSync(screenshots, { recursive: true })
    const width = visit.page.viewportSize().width
    await visit.page.screenshot({ path: join(screenshots, `${name}-${width}.png`), fullPage: true })
  }
}

/** Gives the record and what they were told. */
async function wholeWay(page, first, last, met) {
  const reference = await referOneself(page, passedBy, {
    name: async form => {
      await form.fill('#first_name', first)
      await form.fill('#last_name', last)
    },
    'nhs-number': form => form.check('input[value=no]')
  })
  const record = await decideWhoItIs(page, reference, met)
  await bookAndAttend(page, record, today, met)
  await findEligible(page, eligible, met)
  await giveInformation(page, met)
  await consent(page, `${first} ${last}`, met)
  await giveLinkageKeys(page, met)
  await answerBaseline(page, met)
  return { record, group: await putIntoAGroup(page, met) }
}

/** The local-services pack is opened from the page that tells the group, and a copy of it is recorded. */
async function packIsGiven(page, met) {
  await page.getByRole('button', { name: 'Open the local services pack' }).click()
  await page.waitForURL(/\/local-services-pack/)
  await met('pack')
  await page.check('input[value=large_print]')
  await page.check('input[value=in_person]')
  await page.getByRole('button', { name: 'Record this copy' }).click()
  await page.waitForSelector('text=In large print')
  await met('pack-recorded')
}

/** The case waits in the lead's queue, is assigned, and stands on the specialist's caseload. */
async function caseIsAssigned(browser, trial, how) {
  const lead = await openPage(browser, trial.url, how)
  await trial.signIn(lead.page, 'lead')
  await lead.page.goto('/cases/waiting')
  await looker(lead)('cases-waiting')
  await lead.page.locator('main table a[href^="/cases/"]').first().press('Enter')
  await lead.page.waitForURL(/\/cases\/[0-9a-f]{32}$/)
  await looker(lead)('case')
  await lead.page.getByRole('button', { name: 'Assign to a specialist' }).click()
  await looker(lead)('assign')
  await lead.page.getByRole('radio', { name: 'Tom Hallam' }).check()
  await lead.page.getByRole('button', { name: 'Assign this case' }).click()
  checks.check((await lead.page.textContent('main')).includes('Tom Hallam'), `assigned at ${lead.where}`)
  await lead.close()
  const specialist = await openPage(browser, trial.url, how)
  await trial.signIn(specialist.page, 'specialist')
  await specialist.page.goto('/caseload')
  await looker(specialist)('caseload')
  await specialist.page.locator('main table a').first().press('Enter')
  await specialist.page.waitForURL(/\/cases\//)
  await looker(specialist)('case-of-mine')
  checks.check((await specialist.page.textContent('main')).includes('May we?'), `a case opens at ${specialist.where}`)
  await specialist.close()
}

async function bothGroups(browser, trial, how, last) {
  const visit = await openPage(browser, trial.url, how)
  await trial.signIn(visit.page, 'intake')
  const told = new Set()
  for (const first of names.slice(0, most)) {
    const met = told.size === 0 ? looker(visit) : passedBy
    const { record, group } = await wholeWay(visit.page, first, last, met)
    if (!told.has(group)) {
      told.add(group)
      await looker(visit)(`group-${told.size}`)
      if (group.includes('usual')) await packIsGiven(visit.page, looker(visit))
      else await caseIsAssigned(browser, trial, how)
      await visit.page.goto(record)
      await looker(visit)(`record-${told.size}`)
      const said = await visit.page.textContent('main')
      checks.check(/Randomised/.test(said) && !/at-once|under-age/.test(said), `the record in words at ${visit.where}`)
    }
    if (told.size === 2) break
  }
  checks.check(told.size === 2, `both groups at ${visit.where}: ${[...told].join(', ')}`)
  await visit.close()
}

/** What was done shows in the figures of the trial, whichever group it was. */
async function figures(browser, trial, how) {
  const visit = await openPage(browser, trial.url, how)
  await trial.signIn(visit.page, 'manager')
  for (const path of ['/flow', '/recruitment', '/stuck']) {
    await visit.page.goto(path)
    await looker(visit)(path.slice(1))
  }
  await visit.close()
}

const trial = await openDemonstration(resolve(program))
let browser
const late = setTimeout(async () => {
  console.error('FAIL the whole way took too long')
  await trial.stop().catch(() => {})
  process.exit(2)
}, longest)
try {
  browser = await openBrowser()
  for (const [how, last] of [[{ width: 320 }, 'Narrow'], [{ width: 768, script: false }, 'Tablet']]) {
    await bothGroups(browser, trial, how, last)
    await figures(browser, trial, how)
  }
} catch (error) {
  checks.check(false, error.stack)
} finally {
  clearTimeout(late)
  await browser?.close()
  const verified = await trial.stop().catch(error => String(error))
  checks.check(/The audit log and the store hold\./.test(verified), `after it all: ${verified}`)
}
process.exit(checks.report('the whole way in Chromium'))
