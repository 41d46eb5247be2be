import { describe, expect, it } from '@jest/globals';
import { promptRefused } from '../problems/catalogue';
import { readProblem, writeProblem } from './stored-problem';

describe('a stored problem', () => {
  it('is read as it was written', () => {
    const written = promptRefused(['violence']);
    const { problem, detail, extras } = written;

    expect(readProblem(writeProblem(written))).toMatchObject({ problem, detail, extras });
  });

  it.each(['', '{]', 'null', '[]', '{"problem":"toString","detail":"","extras":{}}'])('that cannot be read is a failure of the image service: %s', (text) => {
    expect(readProblem(text).problem).toBe('generator-failed');
  });
});
