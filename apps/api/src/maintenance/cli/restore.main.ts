import { restore } from './restore';
import { runCli } from './run-cli';

runCli(restore);
