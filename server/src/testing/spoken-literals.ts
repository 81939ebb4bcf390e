import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const SERVER = fileURLToPath(new URL('../..', import.meta.url));
/** What says its arguments to whoever sits at the terminal. */
const SPEAKERS = new Set([
  ...['StartupError', 'UsageError', 'BackupError'],
  ...['say', 'console.log', 'console.error', 'console.warn', 'process.stdout.write', 'process.stderr.write'],
]);
/** Folders of which every text is for the terminal. */
const SPEAKING = /^src\/(cli|config)\//;
const NOT_SAID = /\.test\.ts$|\.d\.mts$|^src\/(testing|config\/words)\/|^scripts\/lib\/words\.mjs$/;
/** For whoever develops the program: its bounds, its fixtures, a database of its tests. */
const FOR_DEVELOPERS = /^scripts\/(bench|make-state-fixture|lib\/oldest-postgres)\.mjs$/;

/** Texts that the program's own sources say in the terminal past the words: of each its file and itself. */
export function spokenLiterals(): [file: string, text: string][] {
  return ['src', 'scripts']
    .flatMap((folder) =>
      readdirSync(join(SERVER, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.(ts|mjs)$/.test(file) && !NOT_SAID.test(file) && !FOR_DEVELOPERS.test(file))
    .flatMap((file) => literalsIn(file).map((text): [string, string] => [file, text]));
}

/** How a command is called: names of options and places, the same in every language. */
function isUsage(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && node.name.text === 'usage';
}

function literalsIn(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(SERVER, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: string[] = [];
  const visit = (node: ts.Node, isSaid: boolean): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || isUsage(node)) return;
    if (
      isSaid &&
      (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
    )
      found.push(node.text);
    const callee =
      ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression.getText(source) : '';
    const isQuery = callee.endsWith('.query');
    ts.forEachChild(node, (child) => {
      visit(child, !isQuery && (isSaid || SPEAKERS.has(callee)));
    });
  };
  visit(source, SPEAKING.test(file));
  return found;
}
