// What is asked of every page that a journey meets, and a browser to meet it with.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { chromium } from 'playwright-core'

const patience = 30_000
/**
 * How every journey is walked: at the width of a telephone and of a tablet, with script and without. `last` is the last
 * name of whoever is met there, so that nobody of one visit is taken for somebody of another.
 */
export const everyHow = [
  { width: 320, last: 'Narrow' }, { width: 320, script: false, last: 'Plain' },
  { width: 768, last: 'Tablet' }, { width: 768, script: false, last: 'Slate' }
]
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')

export class Checks {
  passed = 0
  failures = []

  check(held, sentence) {
    if (held) this.passed += 1
    else this.failures.push(sentence)
  }
  report(what) {
    for (const failure of this.failures) console.error(`FAIL ${failure}`)
    console.log(`${what}: ${this.passed} passed, ${this.failures.length} failed`)
    return this.failures.length > 0 ? 1 : 0
  }
}

export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
      '--disable-sync', '--no-first-run', '--font-render-hinting=none']
  })
}

/** A page of a fresh browser that collects what goes wrong on it. */
export async function openPage(browser, url, { width, script = true }) {
  const context = await browser.newContext({
    baseURL: url, viewport: { width, height: 900 }, javaScriptEnabled: script, locale: 'en-GB'
  })
  context.setDefaultTimeout(patience)
  const page = await context.newPage()
  const complaints = []
  page.on('console', message => {
    // Chromium logs each answer of 4xx; a form with a mistake is answered with 422.
    const expected = message.text().includes('status of 422')
    if (!expected && ['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('requestfailed', request => complaints.push(`not loaded: ${request.url()}`))
  page.on('request', request => {
    if (!request.url().startsWith(url)) complaints.push(`asks elsewhere: ${request.url()}`)
  })
  // axe is a script, so what was rendered without script is rendered again for it, without the page's own scripts.
  const inspector = script ? page : await inspectorOf(browser, width)
  return { page, inspector, complaints, script, where: `${width} px ${script ? 'with' : 'without'} script`,
    close: async () => {
      await context.close()
      if (!script) await inspector.context().close()
    }
  }
}

async function inspectorOf(browser, width) {
  const context = await browser.newContext({ viewport: { width, height: 900 } })
  context.setDefaultTimeout(patience)
  await context.route('**/*.js', route => route.abort())
  return context.newPage()
}

/** The page as it stands, in a browser that can run axe. */
async function inspected({ page, inspector }) {
  if (inspector === page) return page
  const body = await page.content()
  await inspector.route(page.url(), route => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }))
  await inspector.goto(page.url())
  await inspector.unroute(page.url())
  return inspector
}

/** Holds a page to what every page must do. */
export async function look(checks, visit, name) {
  const { page, complaints } = visit
  const where = `${name} at ${visit.where}`
  await page.waitForLoadState()
  checks.check(complaints.length === 0, `${where}: ${complaints.splice(0).join('; ')}`)
  const shape = await page.evaluate(() => ({
    sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    headings: document.querySelectorAll('h1').length,
    lang: document.documentElement.lang,
    title: document.title
  }))
  checks.check(!shape.sideways, `${where}: the page scrolls sideways`)
  checks.check(shape.headings === 1, `${where}: ${shape.headings} first headings`)
  checks.check(shape.lang === 'en' && shape.title !== '', `${where}: no language or no title`)
  const problems = await serious(await inspected(visit))
  checks.check(problems.length === 0, `${where}: ${problems.join('; ')}`)
}

/** Looks at each page by its name, and keeps in that folder, if there is one, what it looks like. */
export function looker(checks, visit, screenshots) {
  return async name => {
    await look(checks, visit, name)
    if (!screenshots) return
    mkdirSync(screenshots, { recursive: true })
    const how = `${visit.page.viewportSize().width}${visit.script ? '' : '-without-script'}`
    await visit.page.screenshot({ path: join(screenshots, `${name}-${how}.png`), fullPage: true })
  }
}

/** What axe finds serious or critical. It is put in by the debugger, so the page's policy stays as it is. */
async function serious(page) {
  await page.evaluate(axe + ';undefined')
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `axe ${id}: ${nodes.map(({ html }) => html).slice(0, 3).join(' ')}`)
}
