// Builds the static files of the browser into a folder: one style sheet, one script, one tiny script, one icon.
// Usage: node assets/build.mjs DIR. Each file's name carries a hash of its content, so it may be cached for ever, and
// equal sources give equal bytes. manifest.json maps the logical names; src/html/assets.cpp reads it. Beside them,
// and served to nobody, lies the list of passwords that nobody may choose.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { build } from 'esbuild'
import { compile } from 'sass'

import { denyList } from './passwords.mjs'

const [directory] = process.argv.slice(2)
if (!directory) {
  console.error('usage: node assets/build.mjs DIR')
  process.exit(2)
}

function style() {
  const result = compile('assets/theme/evenhand.scss', {
    loadPaths: ['node_modules'],
    quietDeps: true,
    style: 'compressed'
  })
  return Buffer.from(result.css)
}

async function script() {
  const result = await build({
    entryPoints: ['assets/theme/evenhand.mjs'],
    bundle: true,
    format: 'esm',
    legalComments: 'eof',
    logLevel: 'warning',
    minify: true,
    target: ['es2017'],
    write: false
  })
  return Buffer.from(result.outputFiles[0].contents)
}

const files = {
  'evenhand.css': style(),
  'evenhand.js': await script(),
  'supported.js': readFileSync('assets/theme/supported.js'),
  'icon.svg': readFileSync('assets/theme/icon.svg')
}

mkdirSync(directory, { recursive: true })
const manifest = {}
for (const [name, content] of Object.entries(files)) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16)
  const kind = extname(name)
  const file = `${name.slice(0, -kind.length)}.${hash}${kind}`
  const gzipped = gzipSync(content, { level: 9 })
  const gzip = gzipped.length < content.length
  writeFileSync(join(directory, file), content)
  if (gzip) writeFileSync(join(directory, `${file}.gz`), gzipped)
  manifest[name] = { file, bytes: content.length, gzip, gzip_bytes: gzip ? gzipped.length : 0 }
}
writeFileSync(join(directory, 'passwords.deny'), denyList())
writeFileSync(join(directory, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n')
