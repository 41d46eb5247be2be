export const PASSWORD = 'an unremarkable sentence';

/** Somebody with an account on that server, signed in. */
export async function signUp(server, email = 'bench@example.com') {
  const response = await fetch(`${server.url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (!response.ok) throw new Error(`signing up was answered ${response.status}: ${await response.text()}`);
  const { accessToken, user } = await response.json();
  return { id: user.id, email, headers: { authorization: `Bearer ${accessToken}` } };
}
