import { backup } from './backup';
import { runCli } from './run-cli';

runCli(backup);
