// The real program on a free loopback port with a store of its own, gone when it is stopped.
import { spawn, spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const startup = 15_000
const shutdown = 10_000

/** Runs one command of the program to its end and gives what it printed. */
function command(program, ...words) {
  const done = spawnSync(program, words, { encoding: 'utf8', timeout: 60_000 })
  if (done.status !== 0) throw new Error(`${words.join(' ')}: ${done.stdout}${done.stderr}`)
  return done.stdout
}

/** Resolves with the address that the server prints once it listens. */
export function address(server) {
  return new Promise((resolve, reject) => {
    let printed = ''
    const late = setTimeout(() => reject(new Error(`the server does not start: ${printed}`)), startup)
    const read = text => {
      printed += text
      const url = printed.match(/http:\/\/127\.0\.0\.1:\d+/)
      if (url) {
        clearTimeout(late)
        resolve(url[0])
      }
    }
    server.stdout.on('data', read)
    server.stderr.on('data', text => { printed += text })
    server.on('exit', code => reject(new Error(`the server ended with ${code}: ${printed}`)))
  })
}

export async function openTrial(program) {
  const data = mkdtempSync(join(tmpdir(), 'evenhand-browser-'))
  const place = ['--data', data, '--mode', 'demo']
  command(program, 'init', ...place)
  const server = spawn(program, ['serve', ...place, '--port', '0', '--rate-times', '1000'],
    { stdio: ['ignore', 'pipe', 'pipe'] })
  const url = await address(server)
  server.removeAllListeners('exit')
  const ended = new Promise(resolve => server.on('exit', resolve))
  return {
    url,
    /** The path of the page on which a new member of staff sets up their account. */
    invite(name, email, role) {
      const said = command(program, 'user', 'add', email, '--name', name, ...place)
      command(program, 'user', 'grant', email, role, '--reason', 'joins the trial', ...place)
      return said.match(/\/set-up\/\S+/)[0]
    },
    /** Stops the server and says whether the store is whole; an exit code that is not 0 throws. */
    async stop() {
      server.kill('SIGTERM')
      const late = setTimeout(() => server.kill('SIGKILL'), shutdown)
      const code = await ended
      clearTimeout(late)
      try {
        if (code !== 0) throw new Error(`the server ended with ${code}`)
        return command(program, 'verify', 'all', ...place)
      } finally {
        rmSync(data, { recursive: true, force: true })
      }
    }
  }
}

/** The 30-second step of a moment in milliseconds, by default of this one. */
export const step = (at = Date.now()) => Math.floor(at / 30_000)

/** The code that an authenticator app which was told this secret shows in a step (RFC 6238). */
export function oneTimeCode(secret, step) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  let bits = ''
  for (const letter of secret.replace(/\s/g, '')) bits += letters.indexOf(letter).toString(2).padStart(5, '0')
  const key = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hash = createHmac('sha1', key).update(counter).digest()
  const at = hash[19] & 15
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
