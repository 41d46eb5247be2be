import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';

/** Lints texts as if they stood in files: `[{ file, text }]` as JSON in, for each of them its `["rule: message"]` out. */
const eslint = new ESLint();
const answers = [];
for (const { file, text: source } of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(source, { filePath: file });
  answers.push((result?.messages ?? []).map(({ ruleId, message }) => `${ruleId ?? 'fatal'}: ${message}`));
}
process.stdout.write(JSON.stringify(answers));
