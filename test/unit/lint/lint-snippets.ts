import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../../support/run/tool.ts';

/** A file as it might be written: where it lies (`*` stands for any name) and what it says. */
export type Snippet = { path: string; code: string };

type Placed = Snippet & { index: number };
type Diagnostic = { filename: string; code: string };

/**
 * Lints snippets, each as if it lay in the project, under the project's own configuration.
 * @returns for each snippet the rules that it breaks, e.g. `eslint(no-restricted-imports)`
 */
export function lintSnippets(snippets: readonly Snippet[]): string[][] {
  const found: string[][] = [];
  let waiting = snippets.map(({ path, code }, index) => ({
    path: path.replace('*', `snippet-${index}`),
    code,
    index,
  }));
  while (waiting.length > 0) {
    const round = new Map<string, Placed>(); // two snippets of one name need a folder each
    const later: Placed[] = [];
    for (const snippet of waiting)
      if (round.has(snippet.path)) later.push(snippet);
      else round.set(snippet.path, snippet);
    const diagnostics = lintTogether([...round.values()]);
    for (const { path, index } of round.values())
      found[index] = diagnostics.filter(({ filename }) => filename === path).map(({ code }) => code);
    waiting = later;
  }
  return found;
}

function lintTogether(snippets: readonly Placed[]): Diagnostic[] {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-test-'));
  try {
    for (const file of ['.oxlintrc.json', 'tsconfig.json']) cpSync(join(root, file), join(folder, file));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    for (const { path, code } of snippets) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), code);
    }
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/oxlint/bin/oxlint'), '-f', 'json', ...snippets.map(({ path }) => path)],
      { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    if (stdout === '') throw new Error(`oxlint gave no report: ${stderr}`);
    return (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
