import { describe, expect, it } from '@jest/globals';
import { PASSWORD_MIN } from '@vitrine/contracts';
import { ProblemException } from '../problems/problem.exception';
import { COMMON_PASSWORDS } from './common-passwords';
import { refuseWeakPassword } from './password-rules';

describe('a new password', () => {
  const choose = (password: string, email = 'ada.lovelace@example.com') => () => {
    refuseWeakPassword('/password', password, email);
  };

  it.each(['password1', 'Password1', 'QWERTY123', ' iloveyou ', 'letmein123', '1qaz2wsx', 'welcome2026'])('is refused when it is common: %j', (password) => {
    expect(choose(password)).toThrow(ProblemException);
  });

  it.each(['aaaaaaaa', 'abababab', 'abcabcabcab', '12345678', '87654321', 'abcdefgh', 'asdfghjkl', '😀😀😀😀😀😀😀😀'])('is refused when it is a run or a repetition: %j', (password) => {
    expect(choose(password)).toThrow(ProblemException);
  });

  it.each(['ada.lovelace@example.com', 'Ada.Lovelace', 'AdaLovelace1', 'ada_lovelace_2026!'])('is refused when it is like the e-mail address: %j', (password) => {
    expect(choose(password)).toThrow(ProblemException);
  });

  it.each(['an unremarkable sentence', 'correct horse', 'Tr0ub4dor&3', 'пароль мой длинный', 'xkvq72mz', '20 lighthouses'])('is taken otherwise, whatever it is made of: %j', (password) => {
    expect(choose(password)).not.toThrow();
  });

  it('is not refused for a letter that the address begins with', () => {
    expect(choose('a-2947-x!', 'a@example.com')).not.toThrow();
  });

  it('meets a list of which every entry could be chosen', () => {
    expect(COMMON_PASSWORDS.size).toBeGreaterThan(400);
    for (const common of COMMON_PASSWORDS) expect(common).toMatch(new RegExp(`^[^A-Z]{${String(PASSWORD_MIN)},}$`));
  });
});
