import { expect } from '@jest/globals';
import { PROBLEMS, Problem, type ProblemName } from '@vitrine/contracts';
import type { Answer } from './exchange';

const KNOWN: Readonly<Record<string, { status: number; title: string } | undefined>> = PROBLEMS;

/** Of the right type and shape, with a type of the catalogue and the status that belongs to it, and no word too many. */
export function expectProblem(answer: Answer, status = answer.status): Problem {
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const problem = Problem.strict().parse(answer.json());
  const known = KNOWN[problem.type.replace('/problems/', '')];
  expect(known).toEqual({ status: answer.status, title: problem.title });
  expect({ status: answer.status, ofBody: problem.status, type: problem.type }).toEqual({ status, ofBody: status, type: problem.type });
  expect(problem.instance).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.text).not.toMatch(/\bat .*:\d+:\d+|node_modules|SQLITE|ENOENT|\/(home|tmp|root|work|var|usr)\b/);
  return problem;
}

export function expectProblemOf(answer: Answer, name: ProblemName): Problem {
  const problem = expectProblem(answer, PROBLEMS[name].status);
  expect(problem.type).toBe(`/problems/${name}`);
  return problem;
}

/** The same for every request but this one. */
export function withoutInstance(answer: Answer): string {
  return answer.text.replace(/"instance":"[^"]*"/, '"instance":"…"');
}
