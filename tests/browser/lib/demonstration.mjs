// A demonstration on a free loopback port: its story has a working day and opening hours whatever the day is here, and
// its staff may all work.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Checks, looker, openBrowser, openPage } from './looking.mjs'
import { press } from './pressing.mjs'
import { address } from './trial.mjs'

const shutdown = 10_000
// What destroys asks again who one is, five minutes after that was proved. A visit is shorter than the rest of them.
const proved = 120_000

async function openDemonstration(program) {
  const data = mkdtempSync(join(tmpdir(), 'evenhand-browser-'))
  const server = spawn(program, ['demo', '--people', '4', '--data', data, '--port', '0'],
    { stdio: ['ignore', 'pipe', 'pipe'] })
  const url = await address(server)
  server.removeAllListeners('exit')
  const ended = new Promise(resolve => server.on('exit', resolve))
  const signedIn = new Map()
  return {
    url,
    /** Signs a made-up member of staff in by their password and code, or by the session in which they just proved it. */
    async signIn(page, name) {
      const context = page.context()
      const known = signedIn.get(name)
      if (known && Date.now() - known.at < proved) return context.addCookies(known.cookies)
      await page.goto('/sign-in')
      await page.fill('#email', `${name}@example.org`)
      await page.fill('#password', `made-up ${name} password`)
      await press(page, 'Continue')
      await page.waitForURL(/\/sign-in\/code/)
      const code = spawnSync(program, ['code', name, '--data', data], { encoding: 'utf8' })
      await page.fill('#code', code.stdout.trim())
      await press(page, 'Continue')
      await page.waitForURL(to => !to.pathname.startsWith('/sign-in'))
      signedIn.set(name, { at: Date.now(), cookies: await context.cookies() })
    },
    async stop() {
      server.kill('SIGTERM')
      const late = setTimeout(() => server.kill('SIGKILL'), shutdown)
      const code = await ended
      clearTimeout(late)
      try {
        if (code !== 0) throw new Error(`the demonstration ended with ${code}`)
        const place = ['--data', data, '--mode', 'demo']
        const verified = spawnSync(program, ['verify', 'all', ...place], { encoding: 'utf8' })
        return verified.stdout + verified.stderr
      } finally {
        rmSync(data, { recursive: true, force: true })
      }
    }
  }
}

/**
 * A visit of one browser at one width, signed in if a role is named: what journeys are given. `met` looks at the page as
 * it stands; `says` holds it to words, and `lacks` to what must not be there.
 */
export async function visitOf(browser, trial, checks, how, { role, screenshots } = {}) {
  const visit = await openPage(browser, trial.url, how)
  if (role) await trial.signIn(visit.page, role)
  const says = async (words, what) => {
    const text = await visit.page.textContent('main')
    checks.check(text.includes(words), `${what} at ${visit.where}: "${words}" is not on ${visit.page.url()}`)
  }
  const lacks = async (selector, what) =>
    checks.check(await visit.page.locator(selector).count() === 0, `${what} at ${visit.where}: ${selector} is there`)
  return { ...visit, met: looker(checks, visit, screenshots), says, lacks }
}

/** Runs `walk(browser, trial, checks)` against a demonstration of its own and gives the exit code; nothing outlives it. */
export async function walkDemonstration(program, longest, what, walk) {
  const checks = new Checks()
  const trial = await openDemonstration(program)
  let browser
  const late = setTimeout(async () => {
    console.error(`FAIL ${what} took too long`)
    await trial.stop().catch(() => {})
    process.exit(2)
  }, longest)
  try {
    browser = await openBrowser()
    await walk(browser, trial, checks)
  } catch (error) {
    checks.check(false, error.stack)
  } finally {
    clearTimeout(late)
    await browser?.close()
    const verified = await trial.stop().catch(error => String(error))
    checks.check(/The audit log and the store hold\./.test(verified), `after it all: ${verified}`)
  }
  return checks.report(`${what} in Chromium`)
}
