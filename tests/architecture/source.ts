// The product's own files, as text and as syntax trees, for architecture tests that find files instead of listing them.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

export const ROOT = path.resolve(import.meta.dirname, "../..");

const GENERATED = "lib/db/generated/";

/** The paths of all files below `folder`, relative to the root and sorted, without generated files. */
export function filesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"))
    .filter((file) => !file.startsWith(GENERATED))
    .sort();
}

export function isTest(file: string): boolean {
  return /\.(test|types)\.tsx?$/.test(file);
}

export function isCode(file: string): boolean {
  return /\.tsx?$/.test(file);
}

export function textOf(file: string): string {
  return readFileSync(path.join(ROOT, file), "utf8");
}

export function parse(file: string, text: string = textOf(file)): ts.SourceFile {
  const kind = file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
}

export interface ImportedName {
  /** The name that the module exports. */
  name: string;
  from: string;
}

/** Local name → the module and the name that it was imported from. */
export function importedNames(source: ts.SourceFile): Map<string, ImportedName> {
  const names = new Map<string, ImportedName>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const from = statement.moduleSpecifier.text;
    const clause = statement.importClause;
    if (clause?.name) names.set(clause.name.text, { name: "default", from });
    const bindings = clause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    for (const element of bindings.elements) {
      names.set(element.name.text, { name: (element.propertyName ?? element.name).text, from });
    }
  }
  return names;
}

/** The modules that are imported or re-exported at run time, without types. */
export function valueImports(source: ts.SourceFile): string[] {
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return [];
    return isTypeOnly(statement) ? [] : [moduleSpecifier.text];
  });
}

/** The project's file that `specifier` refers to in `file`, if it is one of `known`. */
export function resolveImport(file: string, specifier: string, known: ReadonlySet<string>): string | undefined {
  if (!/^(@\/|\.)/.test(specifier)) return undefined;
  const base = specifier.startsWith("@/") ? specifier.slice(2) : path.posix.join(path.posix.dirname(file), specifier);
  return [".ts", ".tsx", ""].map((extension) => base + extension).find((name) => known.has(name));
}

const imports = new Map<string, string[]>();

function importsOf(file: string): string[] {
  const read = imports.get(file) ?? valueImports(parse(file));
  imports.set(file, read);
  return read;
}

/** The files `start` and all their run-time imports that are among `known`. */
export function closureOf(start: readonly string[], known: ReadonlySet<string>): string[] {
  const seen = new Set(start);
  for (const file of seen) {
    for (const specifier of importsOf(file)) {
      const target = resolveImport(file, specifier, known);
      if (target) seen.add(target);
    }
  }
  return [...seen];
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  return statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

export function hasDirective(source: ts.SourceFile, directive: string): boolean {
  const [first] = source.statements;
  return (
    first !== undefined &&
    ts.isExpressionStatement(first) &&
    ts.isStringLiteral(first.expression) &&
    first.expression.text === directive
  );
}

export function isExported(statement: ts.Statement): boolean {
  return ts.canHaveModifiers(statement) && hasModifier(statement, ts.SyntaxKind.ExportKeyword);
}

export function hasModifier(node: ts.HasModifiers, kind: ts.ModifierSyntaxKind): boolean {
  return ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false;
}

/** All descendants of a node, depth first. */
export function* descendants(node: ts.Node): Generator<ts.Node> {
  for (const child of node.getChildren()) {
    yield child;
    yield* descendants(child);
  }
}
