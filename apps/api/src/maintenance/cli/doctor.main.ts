import { doctor } from './doctor';
import { runCli } from './run-cli';

runCli(doctor);
