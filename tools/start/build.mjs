import { runNx } from './run-node.mjs';

/** Builds what is not built. Ends the process when that fails. */
export async function build(projects, options) {
  const code = await runNx(['run-many', '-t', 'build', '-p', projects], options);
  if (code !== 0) process.exit(code);
}
