// The program's journeys in a real browser, against the real server.
// Usage: node tests/browser/journeys.mjs PROGRAM, where the repository stands. Exits 1 where a check fails, 2 where it
// cannot run.
//
// A self-referral is made and found in triage at 320 and 768 pixels with script and without, and at 1280 with it; each
// page on the way is looked at: nothing refused by the policy, nothing logged but the expected 422, nothing asked of
// another host, nothing that scrolls sideways, and axe finds nothing serious. Then what only a browser shows: weight on
// the wire, the keyboard, and where the focus goes.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { Checks, everyHow, look, openBrowser, openPage } from './lib/looking.mjs'
import { follow, press } from './lib/pressing.mjs'
import { openTrial } from './lib/trial.mjs'
import { answerOptionalQuestions, referOneself, setUp, signIn } from './lib/walking.mjs'

const [program] = process.argv.slice(2)
if (!program || !existsSync(program)) {
  console.error('usage: node tests/browser/journeys.mjs PROGRAM')
  process.exit(2)
}
const most = 60_000 // bytes of the first page with its styles, on the wire
const longest = 1_100_000

const checks = new Checks()

/** Somebody refers themselves and an intake officer opens what they sent. */
async function referral(browser, trial, officer, how) {
  const visit = await openPage(browser, trial.url, how)
  console.log(`a referral at ${visit.where}`)
  const met = name => look(checks, visit, name)
  const reference = await referOneself(visit.page, met)
  await answerOptionalQuestions(visit.page, met)
  checks.check((await visit.page.textContent('main')).includes(reference), `back at the reference at ${visit.where}`)

  await signIn(visit.page, officer, met)
  await met('triage')
  checks.check((await visit.page.textContent('main')).includes(reference), `${reference} waits at ${visit.where}`)
  await visit.page.getByRole('link', { name: `Open referral ${reference}` }).press('Enter')
  await visit.page.waitForURL(/\/triage\/[0-9a-f]{32}$/)
  await met('referral record')
  const record = await visit.page.textContent('main')
  for (const said of ["Zoë O'Brien-Smith", '27 March 1998', '07700 900123', 'My back hurts'])
    checks.check(record.includes(said), `the record says ${said} at ${visit.where}`)
  checks.check(!record.includes('White and Asian'), `the record says nothing of equality at ${visit.where}`)
  await participant(visit, met)
  await ownAccount(visit, met)
  await visit.close()
}

/** Triage decides who it is: the first time somebody new, later the person whom the same number shows. */
async function participant({ page, where }, met) {
  await follow(page.getByRole('button', { name: 'Decide who this is' }))
  await met('who this is')
  await page.locator('input[name=who]').last().check()
  await press(page, 'Decide')
  await page.waitForURL(/\/participants\/[0-9a-f]{32}$/)
  await met('participant record')
  const record = new URL(page.url()).pathname
  const person = record.split('/').pop()
  checks.check((await page.textContent('main')).includes('Before you call'), `safe contact comes first at ${where}`)
  for (const path of [`${record}/contacts/new`, `${record}/withdraw`, `${record}/life`, `/concerns/new/${person}`,
    '/participants', '/stuck']) {
    await page.goto(path)
    await met(path.replace(person, 'PERSON'))
  }
  await page.goto(`${record}/contacts/new`)
  await follow(page.getByRole('button', { name: 'Record contact' }))
  await met('a contact with errors')
  await page.check('input[value=telephone]')
  await page.check('input[value=to_person]')
  await page.check('input[value=spoke]')
  await page.fill('#note', 'Prefers mornings.')
  await follow(page.getByRole('button', { name: 'Record contact' }))
  await page.waitForURL(/\/participants\/[0-9a-f]{32}$/)
  await met('participant record with a contact')
  checks.check((await page.textContent('main')).includes('Prefers mornings.'), `the note is on the record at ${where}`)
}

async function ownAccount({ page, where }, met) {
  for (const path of ['/account', '/account/password', '/session', '/confirm']) {
    await page.goto(path)
    await met(path)
  }
  await page.goto('/triage?sort=newest')
  await page.fill('#reference', 'R-7K3D9-8')
  await follow(page.getByRole('button', { name: 'Find' }))
  checks.check((await page.textContent('main')).includes('No referral has this reference'), `an unknown reference at ${where}`)
  await met('triage, nothing found')
  await follow(page.getByRole('button', { name: 'Sign out' }))
  await page.waitForURL(url => !url.pathname.startsWith('/triage'))
  await met('signed out')
  await page.goto('/triage')
  checks.check(new URL(page.url()).pathname === '/sign-in', `signed out is signed out at ${where}`)
}

/** Every other page that anyone can read. */
async function publicPages(browser, trial, how) {
  const visit = await openPage(browser, trial.url, how)
  for (const path of ['/privacy', '/accessibility', '/cookies', '/benefits-and-work', '/randomisation', '/call-me',
    '/join/resume', '/join/cannot-join/under-age', '/join/cannot-join/outside-area',
    '/join/cannot-join/no-health-condition', '/join/cannot-join/no-group', '/join/cannot-join/not-agreed']) {
    await visit.page.goto(path)
    await look(checks, visit, path)
  }
  await visit.page.goto('/call-me')
  await follow(visit.page.getByRole('button', { name: 'Ask for a call' }))
  await look(checks, visit, '/call-me with errors')
  await visit.page.goto('/join/who-for')
  await visit.page.check('input[value=me]')
  await follow(visit.page.getByRole('button', { name: 'Save and come back later' }))
  await visit.page.waitForURL(/\/join\/save$/)
  await look(checks, visit, '/join/save')
  await follow(visit.page.getByRole('button', { name: 'Show me a code' }))
  await visit.page.waitForURL(/\/join\/saved$/)
  await look(checks, visit, '/join/saved')
  await visit.close()
}

async function staffPages(browser, trial, administrator, how) {
  const visit = await openPage(browser, trial.url, how)
  const met = name => look(checks, visit, name)
  await signIn(visit.page, administrator, met)
  for (const path of ['/staff', '/staff/new']) {
    await visit.page.goto(path)
    await met(path)
  }
  await visit.page.goto('/staff')
  await follow(visit.page.locator('main table a').first())
  await visit.page.waitForURL(/\/staff\/[0-9a-f]{32}$/)
  await met('a member of staff')
  await visit.close()
}

/** What the first page and its styles weigh, as the network sees them. */
async function weight(browser, trial) {
  const visit = await openPage(browser, trial.url, { width: 320 })
  const network = await visit.page.context().newCDPSession(visit.page)
  await network.send('Network.enable')
  let bytes = 0
  network.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength })
  await visit.page.goto('/', { waitUntil: 'networkidle' })
  console.log(`the first page weighs ${bytes} bytes on the wire`)
  checks.check(bytes > 0 && bytes <= most, `the first page weighs ${bytes} bytes on the wire`)
  await visit.close()
}

/** Everything by the keyboard: skip link, button, an empty answer, its error, the answer. */
async function keyboard(browser, trial) {
  const visit = await openPage(browser, trial.url, { width: 1280 })
  const { page } = visit
  const here = () => page.evaluate(() => {
    const { className, id, name, value, textContent } = document.activeElement
    return { className, id, name, value, text: textContent.trim() }
  })
  const tabTo = async found => {
    for (let i = 0; i < 60; ++i) {
      await page.keyboard.press('Tab')
      if (found(await here())) return true
    }
    return false
  }
  await page.goto('/')
  await page.keyboard.press('Tab')
  checks.check((await here()).className.includes('skip-link'), 'the first Tab reaches the skip link')
  await page.keyboard.press('Enter')
  checks.check((await here()).id === 'main-content', 'the skip link leads to the content')
  checks.check(await tabTo(({ text }) => text === 'Start now'), 'Tab reaches the start button')
  await page.keyboard.press('Enter')
  await page.waitForURL(/who-for/)
  checks.check(await tabTo(({ text }) => text === 'Continue'), 'Tab reaches Continue')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.govuk-error-summary')
  await page.waitForFunction(() => document.activeElement.className.includes('govuk-error-summary'))
  checks.check((await page.title()).startsWith('Error: '), 'an error is named in the title')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  checks.check((await here()).name === 'for', 'the error leads to its first input')
  await page.keyboard.press('Space')
  checks.check(await tabTo(({ text }) => text === 'Continue'), 'Tab reaches Continue again')
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle +
    getComputedStyle(document.activeElement).boxShadow)
  checks.check(ring !== 'nonenone', 'the focus can be seen')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/join\/age/)
  checks.check(true, 'the first question is answered by the keyboard alone')
  await page.goBack()
  checks.check(new URL(page.url()).pathname === '/join/who-for', 'the browser goes back')
  await visit.close()
}

async function invite(browser, trial, name, role) {
  const email = `${role.replace('_', '-')}@example.org`
  const visit = await openPage(browser, trial.url, { width: 320 })
  const account = await setUp(visit.page, trial.invite(name, email, role), email, met => look(checks, visit, met))
  await visit.close()
  return account
}

const trial = await openTrial(resolve(program))
let browser
// Whatever hangs, nothing outlives the run.
const late = setTimeout(async () => {
  console.error('FAIL the journeys took too long')
  await trial.stop().catch(() => {})
  process.exit(2)
}, longest)
try {
  browser = await openBrowser()
  const officer = await invite(browser, trial, 'Ines Okafor', 'intake_officer')
  const administrator = await invite(browser, trial, 'Kofi Boateng', 'system_administrator')
  for (const how of [{ width: 1280 }, ...everyHow]) {
    await referral(browser, trial, officer, how)
    await publicPages(browser, trial, how)
    await staffPages(browser, trial, administrator, how)
  }
  await weight(browser, trial)
  await keyboard(browser, trial)
} catch (error) {
  checks.check(false, error.stack)
} finally {
  clearTimeout(late)
  await browser?.close()
  const verified = await trial.stop().catch(error => String(error))
  checks.check(/The audit log and the store hold\./.test(verified), `after it all: ${verified}`)
}
process.exit(checks.report('journeys in Chromium'))
