// What leads from one page to the next.

/**
 * Clicks a link or a button and waits for the document that it leads to: a form with a mistake answers under the address
 * it had, so the address alone would not tell that the answer has come.
 */
export async function follow(locator) {
  await Promise.all([locator.page().waitForEvent('domcontentloaded'), locator.click()])
}

/** Presses the button of exactly those words. */
export const press = (page, words) => follow(page.getByRole('button', { name: words, exact: true }))
