// What is done to a record beside the way, in a real browser against a demonstration.
// Usage: node tests/browser/records.mjs PROGRAM [SCREENSHOTS_DIR], where the repository stands. Exits 1 where a check
// fails, 2 where it cannot run.
//
// At 320 pixels and on a tablet, with script and without: somebody is acknowledged by letter, and one by telephone;
// somebody says how they are to be reached, and at the appointment that it is still right; two records prove to be of
// one person and, after all, of two; a referral was given to the wrong record; the versions of the protocol are read; and
// the randomisation goes on under a new ceremony. Every page that is passed is looked at, also with its mistakes.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { isHeldAnew } from './lib/ceremony.mjs'
import { visitOf, walkDemonstration } from './lib/demonstration.mjs'
import { everyHow } from './lib/looking.mjs'
import { areAcknowledged, areOnePersonAndTwoAgain, isOfSomebodyElse, readTheProtocol,
  sayHowToReachThem } from './lib/records.mjs'

const [program, screenshots] = process.argv.slice(2)
if (!program || !existsSync(program)) {
  console.error('usage: node tests/browser/records.mjs PROGRAM [SCREENSHOTS_DIR]')
  process.exit(2)
}
const longest = 1_100_000

async function walk(browser, trial, checks) {
  for (const [number, how] of everyHow.entries()) {
    const officer = await visitOf(browser, trial, checks, how, { role: 'intake', screenshots })
    const lead = await visitOf(browser, trial, checks, how, { role: 'lead', screenshots })
    const telephone = digit => `${number + 1}${digit}0`
    const called = await areAcknowledged(officer, how.last, telephone(1))
    await sayHowToReachThem(officer, called)
    await areOnePersonAndTwoAgain(officer, lead, `${how.last}son`, [telephone(2), telephone(3)])
    await isOfSomebodyElse(officer, lead, `Mac${how.last}`, telephone(4))
    await readTheProtocol(lead)
    const custodian = await visitOf(browser, trial, checks, how, { role: 'custodian', screenshots })
    const administrator = await visitOf(browser, trial, checks, how, { role: 'admin', screenshots })
    await isHeldAnew(custodian, administrator, resolve(program))
    for (const visit of [officer, lead, custodian, administrator]) await visit.close()
  }
}

process.exit(await walkDemonstration(resolve(program), longest, 'records', walk))
