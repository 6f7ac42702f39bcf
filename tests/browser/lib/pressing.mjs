// What leads from one page to the next.

/**
 * Clicks a link or a button and waits for the document that it leads to: a form with a mistake answers under the address
 * it had, so the address alone would not tell that the answer has come. Where nothing comes, it says on what page that
 * was, and whether the link was there to be clicked.
 */
export async function follow(locator) {
  const page = locator.page()
  try {
    await Promise.all([page.waitForEvent('domcontentloaded'), locator.click()])
  } catch (error) {
    const words = await page.locator('main').innerText().catch(() => 'no main text')
    const there = await locator.count().catch(() => 'unknown')
    throw new Error(`${locator} (there: ${there}) led nowhere from ${page.url()}, which says: ${words}`, { cause: error })
  }
}

/** Presses the button of exactly those words. */
export const press = (page, words) => follow(page.getByRole('button', { name: words, exact: true }))
