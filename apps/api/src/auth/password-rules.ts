import { invalidField } from '../problems/catalogue';
import { COMMON_PASSWORDS } from './common-passwords';

/** Length is the schema's to check. @throws invalidField for a password that is guessed first. */
export function refuseWeakPassword(pointer: string, password: string, email: string): void {
  const plain = password.toLowerCase().trim();
  if (COMMON_PASSWORDS.has(plain) || isPattern(plain)) throw invalidField(pointer, 'is one of the passwords that are guessed first');
  if (isLike(plain, email)) throw invalidField(pointer, 'must not be your e-mail address');
}

/** One to three characters over and over, or a run along the alphabet, the digits or a row of keys. */
function isPattern(password: string): boolean {
  if (/^(.{1,3}?)\1+.{0,2}$/su.test(password)) return true;
  return RUNS.some((run) => run.includes(password));
}

const RUNS = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm', 'qwertzuiopasdfghjklyxcvbnm', 'azertyuiopqsdfghjklmwxcvbn'].flatMap(
  (run) => [run, [...run].reverse().join('')],
);

/** The address, or its name with nothing but digits and signs around it. */
function isLike(password: string, email: string): boolean {
  const name = email.slice(0, email.lastIndexOf('@'));
  const letters = password.replaceAll(/[^\p{L}]/gu, '');
  return password === email || (name.length > 2 && (password === name || (letters !== '' && letters === name.replaceAll(/[^\p{L}]/gu, ''))));
}
