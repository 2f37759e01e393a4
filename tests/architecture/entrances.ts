// Checks the product's entry points (pages, routes and actions files), and describes each problem in a sentence.
import ts from "typescript";
import { descendants, hasDirective, hasModifier, importedNames, isExported } from "./source";

const GUARDS = ["openPage", "requireUser", "requireMember", "requireSignedOut", "requireDevelopment", "requireSystemAdmin"];
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** The settings that Next.js reads from a route's exports. */
const ROUTE_SETTINGS = ["maxDuration", "dynamic"];

/** The default export must call a guard before it can return anything. */
export function pageProblems(source: ts.SourceFile): string[] {
  const page = source.statements.find(
    (statement): statement is ts.FunctionDeclaration =>
      ts.isFunctionDeclaration(statement) && hasModifier(statement, ts.SyntaxKind.DefaultKeyword),
  );
  if (!page?.body) return ["has no default exported function"];
  const guards = localGuards(source);
  const { statements } = page.body;
  const guarded = statements.findIndex((statement) => callsGuard(statement, guards));
  if (guarded < 0) return ["calls no guard of lib/web/adapters/require"];
  const early = statements.slice(0, guarded).some((statement) => contains(statement, ts.isReturnStatement));
  return early ? ["can return before its guard is called"] : [];
}

function localGuards(source: ts.SourceFile): Set<string> {
  const imports = [...importedNames(source)];
  const fromRequire = imports.filter(([, { name, from }]) => from === "@/lib/web/adapters/require" && GUARDS.includes(name));
  return new Set(fromRequire.map(([local]) => local));
}

/** Only expression and variable statements at the top level of the page count: a call in an if statement is not a guard. */
function callsGuard(statement: ts.Statement, guards: Set<string>): boolean {
  if (!ts.isExpressionStatement(statement) && !ts.isVariableStatement(statement)) return false;
  return contains(statement, (node) => isCallOf(node, guards));
}

function isCallOf(node: ts.Node, names: Set<string>): boolean {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || !names.has(node.expression.text)) return false;
  // An asynchronous guard stops the page only if the page awaits it. requireDevelopment is the only synchronous guard.
  return node.expression.text === "requireDevelopment" || ts.isAwaitExpression(node.parent);
}

function contains(node: ts.Node, matches: (node: ts.Node) => boolean): boolean {
  for (const inner of descendants(node)) if (matches(inner)) return true;
  return false;
}

/** Every HTTP method must be a result of methods(). The only other exports allowed are settings. */
export function routeProblems(source: ts.SourceFile): string[] {
  const problems: string[] = [];
  const adapters = [...importedNames(source)].filter(([, { from }]) => from === "@/lib/web/adapters/route");
  const methods = adapters.find(([, { name }]) => name === "methods")?.[0];
  const handled = new Set<string>();
  for (const statement of source.statements.filter(isExported)) {
    const declarations = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    if (declarations.length === 0) problems.push("exports something that is no const");
    for (const { name, initializer } of declarations) {
      if (ts.isIdentifier(name) && ROUTE_SETTINGS.includes(name.text)) continue;
      if (!isCallTo(initializer, methods) || !ts.isObjectBindingPattern(name)) {
        problems.push(`exports ${name.getText()} that methods() did not make`);
        continue;
      }
      for (const element of name.elements) handled.add(element.name.getText());
    }
  }
  const missing = METHODS.filter((method) => !handled.has(method));
  if (missing.length > 0) problems.push(`leaves ${missing.join(", ")} to the framework`);
  return [...problems, ...bodies(source)];
}

function isCallTo(expression: ts.Expression | undefined, name: string | undefined): boolean {
  if (!expression || !ts.isCallExpression(expression) || name === undefined) return false;
  return ts.isIdentifier(expression.expression) && expression.expression.text === name;
}

function bodies(source: ts.SourceFile): string[] {
  return contains(source, (node) => ts.isFunctionLike(node) && !ts.isTypeNode(node)) ? ["has a function of its own"] : [];
}

/** Every export must be a const that is imported from lib/web or made by a function of lib/web. */
export function actionProblems(source: ts.SourceFile): string[] {
  const imports = importedNames(source);
  const problems = hasDirective(source, "use server") ? [] : [`does not begin with "use server"`];
  for (const statement of source.statements.filter((each) => isExported(each) || ts.isExportDeclaration(each))) {
    const declarations = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    if (declarations.length === 0) problems.push("exports something that is no const");
    for (const { name, initializer } of declarations) {
      const maker = initializer && ts.isCallExpression(initializer) ? initializer.expression : initializer;
      const from = maker && ts.isIdentifier(maker) ? imports.get(maker.text)?.from : undefined;
      if (!from?.startsWith("@/lib/web/")) problems.push(`exports ${name.getText()} that no adapter of lib/web made`);
    }
  }
  return [...problems, ...bodies(source)];
}
