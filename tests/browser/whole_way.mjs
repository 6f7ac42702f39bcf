// From a referral to either group in a real browser, against a demonstration.
// Usage: node tests/browser/whole_way.mjs PROGRAM [SCREENSHOTS_DIR], where the repository stands. Exits 1 where a check
// fails, 2 where it cannot run.
//
// At 320 pixels and on a tablet, with script and without: people come and are taken the whole way to their group until
// both groups have somebody. The first of them refers themselves and is looked at on every page, and so is whatever
// follows in either group: the case that waits, is assigned and stands on a caseload, and the pack that is handed over.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { arrive, takeDownReferral, theyAreNew, wayToAGroup } from './lib/appointment.mjs'
import { walkDemonstration } from './lib/demonstration.mjs'
import { everyHow, looker, openPage } from './lib/looking.mjs'
import { follow, press } from './lib/pressing.mjs'

const [program, screenshots] = process.argv.slice(2)
if (!program || !existsSync(program)) {
  console.error('usage: node tests/browser/whole_way.mjs PROGRAM [SCREENSHOTS_DIR]')
  process.exit(2)
}
const most = 8 // people: with fair chances, that all are in one group is one in 128
const longest = 1_100_000
const names = ['Ada', 'Bea', 'Cai', 'Dee', 'Eli', 'Fay', 'Gil', 'Hal']
const passedBy = async () => {}

/** Somebody of that name rings; the public's form, which may be sent only so often, is for the first. */
async function ring(page, first, last) {
  await takeDownReferral(page, first, last, passedBy)
  return theyAreNew(page, passedBy)
}

/** Gives the record and what they were told. */
async function wholeWay(page, first, last, met) {
  const record = met === passedBy ? await ring(page, first, last) : await arrive(page, first, last, met)
  return { record, group: await wayToAGroup(page, record, `${first} ${last}`, met) }
}

/** The local-services pack is opened from the page that tells the group, and a copy of it is recorded. */
async function packIsGiven(page, met) {
  await follow(page.getByRole('button', { name: 'Open the local services pack' }))
  await page.waitForURL(/\/local-services-pack/)
  await met('pack')
  await page.check('input[value=large_print]')
  await page.check('input[value=in_person]')
  await follow(page.getByRole('button', { name: 'Record this copy' }))
  await page.waitForSelector('text=In large print')
  await met('pack-recorded')
}

/** The case is at once on a specialist's caseload, and the lead of the area gives it to another. */
async function caseIsAssigned(browser, trial, checks, how) {
  const specialist = await openPage(browser, trial.url, how)
  await trial.signIn(specialist.page, 'specialist')
  await specialist.page.goto('/caseload')
  await looker(checks, specialist, screenshots)('caseload')
  await specialist.page.locator('main table a').first().press('Enter')
  await specialist.page.waitForURL(/\/cases\//)
  await looker(checks, specialist, screenshots)('case-of-mine')
  checks.check((await specialist.page.textContent('main')).includes('May we?'), `a case opens at ${specialist.where}`)
  await specialist.close()
  const lead = await openPage(browser, trial.url, how)
  await trial.signIn(lead.page, 'lead')
  await lead.page.goto('/cases/waiting')
  await looker(checks, lead, screenshots)('cases-waiting')
  await lead.page.getByRole('link', { name: 'Tom Hallam' }).press('Enter')
  await lead.page.waitForURL(/specialist=/)
  await lead.page.locator('main table a[href^="/cases/"]:not([href*="?"])').first().press('Enter')
  await lead.page.waitForURL(/\/cases\/[0-9a-f]{32}$/)
  await looker(checks, lead, screenshots)('case')
  await follow(lead.page.getByRole('button', { name: 'Transfer to another specialist' }))
  await looker(checks, lead, screenshots)('transfer')
  await lead.page.getByRole('radio', { name: 'Samir Haddad' }).check()
  await lead.page.locator('input[name=reason]').first().check()
  await follow(lead.page.getByRole('button', { name: 'Transfer this case' }))
  checks.check((await lead.page.textContent('main')).includes('Samir Haddad'), `transferred at ${lead.where}`)
  await lead.close()
}

async function bothGroups(browser, trial, checks, how, last) {
  const visit = await openPage(browser, trial.url, how)
  await trial.signIn(visit.page, 'intake')
  const told = new Set()
  for (const first of names.slice(0, most)) {
    const met = told.size === 0 ? looker(checks, visit, screenshots) : passedBy
    const { record, group } = await wholeWay(visit.page, first, last, met)
    if (!told.has(group)) {
      told.add(group)
      await looker(checks, visit, screenshots)(`group-${told.size}`)
      if (group.includes('usual')) await packIsGiven(visit.page, looker(checks, visit, screenshots))
      else await caseIsAssigned(browser, trial, checks, how)
      await visit.page.goto(record)
      await looker(checks, visit, screenshots)(`record-${told.size}`)
      const said = await visit.page.textContent('main')
      checks.check(/Randomised/.test(said) && !/at-once|under-age/.test(said), `the record in words at ${visit.where}`)
    }
    if (told.size === 2) break
  }
  checks.check(told.size === 2, `both groups at ${visit.where}: ${[...told].join(', ')}`)
  await visit.close()
}

/** What was done shows in the figures of the trial, whichever group it was. */
async function figures(browser, trial, checks, how) {
  const visit = await openPage(browser, trial.url, how)
  await trial.signIn(visit.page, 'manager')
  for (const path of ['/flow', '/recruitment', '/stuck']) {
    await visit.page.goto(path)
    await looker(checks, visit, screenshots)(path.slice(1))
  }
  await visit.close()
}

async function walk(browser, trial, checks) {
  for (const how of everyHow) {
    await bothGroups(browser, trial, checks, how, how.last)
    await figures(browser, trial, checks, how)
  }
}

process.exit(await walkDemonstration(resolve(program), longest, 'the whole way', walk))
