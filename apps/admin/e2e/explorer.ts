import { expect, type Locator, type Page } from '@playwright/test';

export const answerIn = (page: Page): Locator => page.locator('.graphiql-response');

/** Asks what the open tab holds; once it stands in the editor, which comes after the page. */
export async function ask(page: Page, operation: string): Promise<void> {
  await expect(page.locator('.graphiql-query-editor')).toContainText(operation);
  await page.getByRole('button', { name: 'Execute query' }).click();
}
