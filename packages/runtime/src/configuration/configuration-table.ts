import type { Spec, Variable } from './variable.ts';

/** The variables of a spec as a Markdown table, in the order of their declaration; docs/configuration.md holds exactly this text. */
export function configurationTable(spec: Spec): string {
  const rows = Object.values(spec).map(row);
  return ['| variable | what it is | allowed | when absent |', '|---|---|---|---|', ...rows, ''].join('\n');
}

function row(variable: Variable<unknown>): string {
  const { name, description, allowed, whenAbsent, secret } = variable;
  const names = secret === true ? `\`${name}\` or \`${name}_FILE\`` : `\`${name}\``;
  const absent = whenAbsent.kind === 'required' ? '**required**' : whenAbsent.shown || '(empty)';
  return `| ${[names, description, allowed, absent].map(cell).join(' | ')} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
