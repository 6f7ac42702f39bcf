// A new ceremony of the randomisation, held by two people on one screen.
import { spawnSync } from 'node:child_process'

import { follow, press } from './pressing.mjs'

/** What a party draws on a machine of its own, for the ceremony whose command stands on the page. */
async function contribution(page, program) {
  const [, trial] = (await page.textContent('main')).match(/--trial (\S+) --party/)
  const drawn = spawnSync(program, ['randomise', 'contribute', '--trial', trial, '--party', 'custodian', '--json'],
    { encoding: 'utf8' })
  return JSON.parse(drawn.stdout)
}

/** Each step is looked at where it waits for whoever is there, and where it refuses what they sent. */
export async function isHeldAnew(custodian, administrator, program) {
  const { page, met, says } = custodian
  const other = administrator.page
  await page.goto('/ceremony')
  await met('ceremony')
  await follow(page.getByRole('link', { name: 'A new ceremony is needed' }))
  await met('ceremony-propose')
  await press(page, 'Propose a new ceremony')
  await met('ceremony-propose-error')
  await page.fill('#reason', 'A paper was found open.')
  await press(page, 'Propose a new ceremony')
  await met('ceremony-proposed')
  await other.goto('/ceremony')
  await administrator.met('ceremony-freeze')
  await press(other, 'Freeze the specification')
  await administrator.met('ceremony-frozen')
  await page.goto('/ceremony')
  await met('ceremony-commit')
  await page.fill('#commitment', 'no commitment')
  await press(page, 'Keep the commitment')
  await met('ceremony-commit-error')
  const drawn = await contribution(page, program)
  await page.fill('#commitment', drawn.commitment)
  await press(page, 'Keep the commitment')
  await met('ceremony-reveal')
  await page.fill('#words', 'some other words')
  await press(page, 'Give the contribution')
  await met('ceremony-reveal-error')
  await page.fill('#words', drawn.words.join(' '))
  await press(page, 'Give the contribution')
  await met('ceremony-publish')
  await press(page, 'Publish the roots')
  await says('Published. People can be randomised', 'the ceremony that was held anew')
  await met('ceremony-published')
  await page.goto('/randomisation')
  await says('A paper was found open.', 'why it was held anew')
  await met('randomisation')
}
