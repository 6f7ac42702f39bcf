// The sample pages in a real browser, under the content security policy that the server sends.
// Usage: node tests/browser/samples.mjs PAGES_DIR [SCREENSHOTS_DIR]. Exits 1 where a check fails, 2 where it cannot run.
//
// For each page, at 1280, 768 and 320 pixels, with script and without: nothing is refused by the policy, nothing is logged,
// nothing scrolls sideways, and axe finds nothing serious. With script: the parts that need it come to life.
import { createServer } from 'node:http'
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'

import { chromium } from 'playwright-core'

const [pages, screenshots] = process.argv.slice(2)
if (!pages || !existsSync(pages)) {
  console.error('usage: node tests/browser/samples.mjs PAGES_DIR [SCREENSHOTS_DIR]')
  process.exit(2)
}

const policy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
  "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'", "require-trusted-types-for 'script'"
].join('; ')
const types = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' }

function serve() {
  const server = createServer((request, response) => {
    const path = join(pages, normalize(new URL(request.url, 'http://localhost').pathname))
    if (!existsSync(path) || !types[extname(path)]) return response.writeHead(404).end()
    response.writeHead(200, {
      'Content-Type': `${types[extname(path)]}; charset=utf-8`,
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff'
    })
    response.end(readFileSync(path))
  })
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)))
}

const failures = []
let checks = 0
function check(held, sentence) {
  checks += 1
  if (!held) failures.push(sentence)
}

async function serious(page) {
  // Added by the debugger, not by the page, so the page's own policy stays as it is.
  await page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8') + ';undefined')
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3).join(' ')}`)
}

async function look(browser, origin, name, width, javaScriptEnabled) {
  const where = `${name} at ${width} px ${javaScriptEnabled ? 'with' : 'without'} script`
  const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled })
  const page = await context.newPage()
  const logged = []
  page.on('console', message => logged.push(message.text()))
  page.on('pageerror', error => logged.push(String(error)))
  page.on('requestfailed', request => logged.push(`not loaded: ${request.url()}`))
  await page.goto(`${origin}/${name}.html`, { waitUntil: 'load' })
  check(logged.length === 0, `${where}: ${logged.join('; ')}`)
  if (screenshots && javaScriptEnabled) {
    mkdirSync(screenshots, { recursive: true })
    await page.screenshot({ path: join(screenshots, `${name}-${width}.png`), fullPage: true })
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
  check(!wide, `${where}: the page scrolls sideways`)
  if (javaScriptEnabled) {
    const problems = await serious(page)
    check(problems.length === 0, `${where}: ${problems.join('; ')}`)
  }
  await context.close()
}

async function use(browser, origin) {
  const page = await (await browser.newContext({ viewport: { width: 320, height: 900 } })).newPage()
  await page.goto(`${origin}/errors.html`)
  const focused = () => page.evaluate(() => document.activeElement.className)
  check((await focused()).includes('govuk-error-summary'), 'the error summary takes the focus')
  await page.click('text=Enter your first name')
  check((await page.evaluate(() => document.activeElement.id)) === 'first-name', 'an error leads to its input')
  await page.fill('#health', 'x'.repeat(190))
  const left = page.locator('.govuk-character-count__status').first()
  await left.waitFor()
  check((await left.textContent()).includes('10 characters'), 'the character count counts')

  await page.goto(`${origin}/question.html`)
  const phone = page.locator('#phone')
  check(await phone.isVisible(), 'a chosen item shows its part')
  await page.uncheck('#channel')
  check(!(await phone.isVisible()), 'an item no longer chosen hides its part')

  await page.goto(`${origin}/triage.html`)
  const menu = page.locator('.govuk-service-navigation__toggle')
  check(await menu.isVisible(), 'on a narrow screen the navigation folds into a menu')
  await menu.click()
  check(await page.locator('text=Appointments').isVisible(), 'the menu opens')

  await page.goto(`${origin}/start.html`)
  await page.keyboard.press('Tab')
  check((await focused()).includes('govuk-skip-link'), 'the first Tab reaches the skip link')
}

const server = await serve()
const origin = `http://127.0.0.1:${server.address().port}`
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
})
try {
  const names = readdirSync(pages).filter(file => file.endsWith('.html')).map(file => file.slice(0, -5))
  check(names.length > 0, 'there are pages to look at')
  for (const name of names)
    for (const width of [1280, 768, 320]) for (const script of [true, false]) await look(browser, origin, name, width, script)
  await use(browser, origin)
} finally {
  await browser.close()
  server.close()
}
for (const failure of failures) console.error(`FAIL ${failure}`)
console.log(`${checks - failures.length} of ${checks} browser checks of the sample pages passed`)
process.exit(failures.length > 0 ? 1 : 0)
