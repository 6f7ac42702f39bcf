// A demonstration on a free loopback port: its story has a working day and opening hours whatever the day is here, and
// its staff may all work.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { address } from './trial.mjs'

const shutdown = 10_000

export async function openDemonstration(program) {
  const data = mkdtempSync(join(tmpdir(), 'evenhand-browser-'))
  const server = spawn(program, ['demo', '--people', '4', '--data', data, '--port', '0'],
    { stdio: ['ignore', 'pipe', 'pipe'] })
  const url = await address(server)
  server.removeAllListeners('exit')
  const ended = new Promise(resolve => server.on('exit', resolve))
  const signedIn = new Map()
  return {
    url,
    /** Signs a made-up member of staff in, the first time by their password and code, then by the same session. */
    async signIn(page, name) {
      const context = page.context()
      if (signedIn.has(name)) return context.addCookies(signedIn.get(name))
      await page.goto('/sign-in')
      await page.fill('#email', `${name}@example.org`)
      await page.fill('#password', `made-up ${name} password`)
      await page.getByRole('button', { name: 'Continue', exact: true }).click()
      await page.waitForURL(/\/sign-in\/code/)
      const code = spawnSync(program, ['code', name, '--data', data], { encoding: 'utf8' })
      await page.fill('#code', code.stdout.trim())
      await page.getByRole('button', { name: 'Continue', exact: true }).click()
      await page.waitForURL(to => !to.pathname.startsWith('/sign-in'))
      signedIn.set(name, await context.cookies())
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
