import { kindOf } from '../api/problem';

/** False when there was nothing of that name. */
export async function unlessGone(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (kindOf(error) === 'not-found') return false;
    throw error;
  }
}
