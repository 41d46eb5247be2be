import type { Adopted } from '../adopt/adoption';
import { type Finding, type Kind, KINDS } from '../finding';
import type { Outcome } from '../repairs';

export interface Told {
  /** Null when nothing was to be adopted. */
  readonly adopted: readonly Adopted[] | null;
  readonly rows: number;
  readonly things: number;
  readonly findings: readonly { readonly finding: Finding; readonly outcome: Outcome }[];
  /** What is still so at the end. */
  readonly remaining: Partial<Record<Kind, number>>;
}

/** For programs. */
export function asJson({ findings, ...told }: Told): string {
  return JSON.stringify({ ...told, findings: findings.map(({ finding, outcome }) => ({ ...plain(finding), outcome })) }, null, 2);
}

/** For people. */
export function asText(told: Told): string {
  const lines = (told.adopted ?? []).map(({ path, outcome, detail }) => `${outcome.padEnd(10)} ${printable(path)}  ${printable(detail)}`);
  if (told.adopted) lines.push(`${String(told.adopted.filter(({ outcome }) => outcome === 'adopted').length)} images adopted.`, '');
  for (const { finding, outcome } of told.findings) {
    lines.push(`${finding.kind.padEnd(10)} ${printable(finding.path)}  ${finding.detail}${outcome === null ? '' : ` → ${printable(outcome)}`}`);
  }
  lines.push(`${String(told.rows)} images and ${String(told.things)} files looked at: ${summary(told.remaining)}`);
  return lines.join('\n');
}

function summary(remaining: Told['remaining']): string {
  const counted = KINDS.filter((kind) => remaining[kind] !== undefined).map((kind) => `${String(remaining[kind])} ${kind}`);
  return counted.length === 0 ? 'all is well.' : `${counted.join(', ')}.`;
}

function plain(finding: Finding) {
  const { kind, path, detail } = finding;
  const [image, owner] = finding.about === 'row' ? [finding.row.id, finding.row.owner_id] : [null, finding.owner];
  return { kind, path, detail, image, owner };
}

/** A foreign file can have any name; none may steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
