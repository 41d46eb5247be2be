import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const OURS = /^(@vitrine\/|@oxc-project\/)/;
const BARE = /^[^./\0]/;

/** Our own code in one file; packages stay in node_modules. `tsconfig` makes the decorator metadata that Nest injects by. */
export default defineConfig({
  input: {
    main: at('./src/main.ts'),
    'thumbnail-worker': at('./src/images/thumbnails/thumbnail-worker.ts'),
    'read-worker': at('./src/database/read-worker.ts'),
    doctor: at('./src/maintenance/cli/doctor.main.ts'),
    backup: at('./src/maintenance/cli/backup.main.ts'),
    restore: at('./src/maintenance/cli/restore.main.ts'),
  },
  platform: 'node',
  tsconfig: at('./tsconfig.json'),
  external: (id) => BARE.test(id) && !OURS.test(id) && !id.startsWith('/'),
  output: { dir: at('../../dist/apps/api'), format: 'esm', sourcemap: true, cleanDir: true },
});
