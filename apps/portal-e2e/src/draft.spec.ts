import { keptBy } from './support/browser-store';
import { bruno, maya } from './support/people';
import { expect, test } from './support/vitrine';

test('what is typed and not sent is there after a reload and after a session that ended, and for nobody else', async ({ portal, context }) => {
  const { page } = portal;
  await portal.signUp(maya);
  await portal.composer.fill('half a thought of a harbour');
  await page.reload();
  await expect(portal.composer).toHaveValue('half a thought of a harbour');

  // Not signed out: the session just ends, as when its cookie has run out.
  await context.clearCookies();
  await page.reload();
  await expect(page.getByText('Please sign in again. Your draft is kept.')).toBeVisible();
  await portal.signIn(maya);
  await expect(portal.composer).toHaveValue('half a thought of a harbour');

  await portal.signOut();
  expect(JSON.stringify(await keptBy(page))).not.toContain('half a thought');
  await portal.signUp(bruno);
  await expect(portal.composer).toHaveValue('');
});
