import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session, User } from '@vitrine/contracts';
import { PASSWORD, TestApp } from '../testing/test-app';

describe('accounts over HTTP', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  it('signs up, and says who is signed in', async () => {
    const response = await app.as(null).post('/api/auth/register', { email: ' Ada@Münchner-Freiheit.de ', password: PASSWORD, displayName: 'Ada' });

    expect(response.status).toBe(201);
    const session = (await response.json()) as Session;
    expect(session).toMatchObject({ tokenType: 'Bearer', expiresIn: 600, user: { email: 'ada@xn--mnchner-freiheit-jzb.de', displayName: 'Ada', role: 'user' } });
    expect(await app.as(session).json<User>('/api/auth/me')).toEqual(session.user);
  });

  it('signs in again with the password, however the address is spelled', async () => {
    const { email, id } = await app.register();

    const again = await app.signIn({ email: ` ${email.toUpperCase()}` });

    expect(again.id).toBe(id);
    expect((await app.as(again).get('/api/auth/me')).status).toBe(200);
  });
});
