const HOME = '/create';

/** Where to go after signing in: a path of ours, never another site's (`//host`, `/\host`, `javascript:`). */
export function nextPath(asked: string | null | undefined): string {
  if (!asked?.startsWith('/') || /^\/[/\\]/.test(asked) || /[\p{Cc}\\]/u.test(asked)) return HOME;
  const url = new URL(asked, 'http://self.invalid');
  if (url.host !== 'self.invalid' || /^\/sign-(in|up)/.test(url.pathname)) return HOME;
  return url.pathname + url.search + url.hash;
}
