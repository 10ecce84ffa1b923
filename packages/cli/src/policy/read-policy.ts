import { modelsPath } from '@countersign/runtime';
import { type ModelFolder, type PolicyText, modelFolder, readPolicyText } from '@countersign/scorer';
import { commandLineConfiguration } from '../connection/connect.ts';

/** The models that this machine has. */
export const modelsHere = (): ModelFolder => modelFolder(modelsPath(commandLineConfiguration()));

/** Checks and compiles a document with the models that this machine has (COUNTERSIGN_MODELS), and runs its cases. */
export const readPolicyHere = (text: string, cases: 'run' | 'leave' = 'run'): PolicyText =>
  readPolicyText(text, modelsHere().find, cases);
