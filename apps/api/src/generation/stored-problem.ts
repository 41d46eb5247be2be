import { PROBLEMS, type ProblemName } from '@vitrine/contracts';
import * as z from 'zod';
import { generatorFailed } from '../problems/catalogue';
import { ProblemException } from '../problems/problem.exception';

const Stored = z.object({
  problem: z.custom<ProblemName>((name) => typeof name === 'string' && Object.hasOwn(PROBLEMS, name)),
  detail: z.string(),
  extras: z.custom<ProblemException['extras']>((extras) => typeof extras === 'object' && extras !== null),
});

/** Why a generation ended without an image, as its row keeps it. */
export function writeProblem({ problem, detail, extras }: ProblemException): string {
  return JSON.stringify({ problem, detail, extras });
}

/** A generation whose reason cannot be read failed at the image service, as one without a reason did. */
export function readProblem(text: string): ProblemException {
  try {
    const { problem, detail, extras } = Stored.parse(JSON.parse(text));
    return new ProblemException(problem, detail, extras);
  } catch {
    return generatorFailed();
  }
}
