import { modelsPath } from '@countersign/runtime';
import { type PolicyText, modelFolder, readPolicyText } from '@countersign/scorer';
import { commandLineConfiguration } from '../connection/connect.ts';

/** Checks and compiles a document with the models that this machine has (COUNTERSIGN_MODELS). */
export const readPolicyHere = (text: string): PolicyText =>
  readPolicyText(text, modelFolder(modelsPath(commandLineConfiguration())).find);
