import type { Random } from '../random';
import type { Plan } from './plan';
import type { Stage } from './stage';

type Composition = Pick<Stage, 'horizon' | 'light' | 'focus'>;

/** Places horizon, subject and light so that they balance: the subject off the middle, the light on its other side. */
export function compose(plan: Plan, width: number, height: number, random: Random): Composition {
  const tall = height > width * 1.15;
  const side = random.sign();
  const focus = 0.5 + side * random.between(0.1, 0.16) * (tall ? 0.8 : 1);
  const horizon = Math.round(height * (share(plan) + (tall ? 0.02 : 0) + random.between(-0.015, 0.015)));
  const x = 0.5 - side * random.between(0.14, 0.24) * (tall ? 0.8 : 1);
  return { horizon, focus: focus * width, light: { x: lightX(plan, focus, x) * width, y: lightY(plan, horizon, height, random) } };
}

function share(plan: Plan): number {
  if (plan.water === 'waves') return 0.5;
  if (plan.backdrop === 'skyline') return 0.76;
  if (plan.backdrop === 'dunes') return 0.6;
  return plan.water === 'none' ? 0.62 : 0.64;
}

/** An animal is seen against the moon or the sun, everything else beside it. */
function lightX(plan: Plan, focus: number, x: number): number {
  if (plan.has('cat') || plan.has('palm')) return focus - (focus - 0.5) * 0.35;
  return plan.styles.has('neon') ? 0.5 : x;
}

function lightY(plan: Plan, horizon: number, height: number, random: Random): number {
  if (plan.has('cat')) return horizon * 0.56;
  if (plan.time === 'night') return horizon * random.between(0.26, 0.4);
  if (plan.time === 'day') return horizon * random.between(0.22, 0.34);
  const behind = plan.backdrop === 'mountains' || plan.backdrop === 'skyline' ? 0.2 : 0.03;
  return horizon - height * (behind + random.between(0, 0.06));
}
