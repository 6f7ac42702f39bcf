// What staff do to a record beside the way to a group, in a browser. Each step is given visits (lib/demonstration.mjs):
// a page, what is done on every page that it meets, and what is asked of it. All people here are born on one day, so a
// last name and a telephone of their own keep apart who is not meant to be alike.
import { book, speakWith, takeDownReferral, theyAre, theyAreHere } from './appointment.mjs'
import { follow, press } from './pressing.mjs'

const passedBy = async () => {}
const choose = (page, name, value) => page.check(`input[name="${name}"][value="${value}"]`)
const idIn = record => record.split('/').pop()
/** The summary of mistakes, on the page that answers a form. */
const mistakes = page => page.waitForSelector('.govuk-error-summary')

/** On a telephone whose last three digits are these. */
const onTelephone = last => async page => {
  await choose(page, 'channel', 'phone')
  await page.fill('#phone', `01632 960${last}`)
}

const byLetter = async page => {
  await choose(page, 'channel', 'letter')
  await page.fill('#address', '1 Example Street\nSheffield')
}

/** Somebody rings, and triage says who they are; gives the record. */
async function ring(page, first, last, reached, who = 'new', met = passedBy) {
  await takeDownReferral(page, first, last, passedBy, reached)
  return theyAre(page, who, met)
}

/** T1 where no message may be sent: a letter that is posted, and somebody who is told on the telephone. */
export async function areAcknowledged({ page, met, says, lacks }, last, telephone) {
  const written = await ring(page, 'Gwen', last, byLetter)
  const called = await ring(page, 'Hugo', last, onTelephone(telephone))
  await page.goto('/calls')
  await met('calls-with-letters')
  await follow(page.getByRole('link', { name: /to acknowledge by letter or telephone$/ }))
  await page.waitForURL(/\/calls\/letters/)
  await says('Post the letter', 'who chose letters')
  await met('letters')
  await page.goto(`${written}/acknowledgement`)
  await says('1 Example Street', 'the letter')
  await met('letter-to-post')
  await press(page, 'Record as posted')
  await page.waitForURL(/\/calls\/letters/)
  await lacks(`a[href="${written}/acknowledgement"]`, 'a posted letter is off the list')
  await page.goto(`${called}/acknowledgement`)
  await met('letter-to-tell')
  await press(page, 'Record that they were told')
  await page.waitForURL(/\/calls\/letters/)
  await lacks(`a[href="${called}/acknowledgement"]`, 'who was told is off the list')
  await met('letters-done')
  return called
}

/** They say on the telephone how to reach them; at the appointment one button says that it holds. */
export async function sayHowToReachThem({ page, met, says, lacks }, record) {
  await page.goto(record)
  await met('record-before-wishes')
  await page.goto(`${record}/contact-wishes`)
  await met('contact-wishes')
  await page.fill('[name=times]', 'weekday mornings')
  await press(page, 'Save')
  await mistakes(page)
  checkTyped(await page.inputValue('[name=times]'))
  await met('contact-wishes-error')
  await choose(page, 'told_in', 'telephone')
  await press(page, 'Save')
  await page.waitForURL(url => url.pathname === record)
  await says('weekday mornings', 'what they said')
  await met('record-with-wishes')
  await speakWith(page, record)
  await page.goto(`${record}/contacts`)
  await says('By whom', 'the contact log')
  await met('contacts')
  await book(page, record, '17:30', passedBy)
  await theyAreHere(page)
  await says('Ask them whether this is still right', 'the appointment asks again')
  await met('still-right')
  await press(page, 'Still right')
  await page.waitForSelector('text=They were asked at an appointment')
  checkAt(page, `${record}/eligibility`)
  await lacks('button:text-is("Still right")', 'it is asked once')
  await met('still-right-said')
}

/** Throws where a mistake loses what was typed: the steps behind it would mean nothing. */
function checkTyped(times) {
  if (times !== 'weekday mornings') throw new Error(`a mistake loses what was typed: "${times}"`)
}

function checkAt(page, path) {
  if (new URL(page.url()).pathname !== path) throw new Error(`${page.url()} and not ${path}`)
}

/** A page that asks a lead how they know: first without an answer. */
async function tellHowTheyKnow({ page, met }, name, button, ground) {
  await met(name)
  await press(page, button)
  await mistakes(page)
  await met(`${name}-error`)
  await choose(page, 'ground', ground)
  await press(page, button)
}

/** Two records of one name and birthday are merged by a lead, and are two people again. */
export async function areOnePersonAndTwoAgain(officer, lead, last, telephones) {
  const first = await ring(officer.page, 'Ivy', last, onTelephone(telephones[0]))
  const second = await ring(officer.page, 'Ivy', last, onTelephone(telephones[1]), 'new', officer.met)
  const { page, met, says } = lead
  await page.goto(second)
  await met('record-as-lead')
  await follow(page.getByRole('link', { name: 'This person has another record' }))
  await page.waitForURL(/\/other-records$/)
  await met('other-records')
  await press(page, 'Compare the two records')
  await mistakes(page)
  await met('other-records-error')
  await follow(page.locator(`main a[href$="/same-person/${idIn(first)}"]`))
  await page.waitForURL(/\/same-person\//)
  await says('The other record leads, and this record follows it.', 'what follows from a merge')
  await tellHowTheyKnow(lead, 'same-person', 'Merge the two records', 'documents')
  await page.waitForURL(url => url.pathname === first)
  await says('This record leads', 'the record that leads')
  await met('record-that-leads')
  await page.goto(second)
  await says('This record follows another one of the same person', 'the record that follows')
  await met('record-that-follows')
  await page.goto('/merges')
  await says('Stands', 'the list of merges')
  await met('merges')
  await areTwoPeople(lead, second)
}

async function areTwoPeople(lead, second) {
  const { page, met, says, lacks } = lead
  await page.goto(second)
  await follow(page.getByRole('link', { name: 'They are two people after all' }))
  await page.waitForURL(/\/two-people$/)
  await tellHowTheyKnow(lead, 'two-people', 'Undo the merge', 'asked_them')
  await page.waitForURL(url => url.pathname === second)
  await lacks('text=This record follows another one', 'two people again')
  await page.goto('/merges')
  await says('Undone', 'the list of merges')
  await met('merges-undone')
}

/** Triage linked a referral to a record that it is not of; a lead sends it back, and it is decided again. */
export async function isOfSomebodyElse(officer, lead, last, telephone) {
  const record = await ring(officer.page, 'Jan', last, onTelephone(telephone))
  const linked = await ring(officer.page, 'Kai', last, onTelephone(telephone), idIn(record))
  if (linked !== record) throw new Error(`${linked} and not ${record}`)
  const { page, met } = lead
  await page.goto(record)
  await met('record-with-a-linked-referral')
  await follow(page.getByRole('link', { name: /is of somebody else$/ }))
  await page.waitForURL(/\/not-theirs$/)
  await tellHowTheyKnow(lead, 'not-theirs', 'Send the referral back to triage', 'wrong_record')
  await page.waitForURL(/\/triage\/[0-9a-f]{32}$/)
  await met('returned-referral')
  const returned = new URL(page.url()).pathname
  await lead.page.goto(record)
  await lead.lacks('a[href$="/not-theirs"]', 'nothing is left to send back')
  await officer.page.goto(returned)
  const other = await theyAre(officer.page, 'new', passedBy)
  if (other === record) throw new Error('the referral is theirs again')
}

export async function readTheProtocol({ page, met, says }) {
  await page.goto('/protocol')
  await says('in force', 'the versions of the protocol')
  await met('protocol')
}
