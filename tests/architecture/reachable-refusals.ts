// The error codes that an operation's own code can refuse with, found in the source: those of every `new AppError(…)` and
// `refuse(…)` in the functions that the operation names, in the functions that these name, and so on.
import path from "node:path";
import ts from "typescript";
import { filesIn, isCode, isTest, ROOT } from "./source";

/**
 * What every operation goes through: the builder with its checks, and the database. Their codes follow from an operation's
 * declaration.
 */
const OF_EVERY_OPERATION =
  /^lib\/(db\/|access\/(admit|audit|build-operation|enforce-limits|idempotency|operation|parse-input|recheck)\.ts$)/;

/** Function or class → the file that defines it. Its first argument is an error code. */
const REFUSING = { AppError: "lib/errors/app-error.ts", refuse: "lib/access/refusal.ts" };

const toRoot = (node: ts.Node) => path.relative(ROOT, node.getSourceFile().fileName).replaceAll(path.sep, "/");

function libraryProgram(): ts.Program {
  const { config } = ts.readConfigFile(path.join(ROOT, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, ROOT);
  const files = filesIn("lib").filter((file) => isCode(file) && !isTest(file));
  return ts.createProgram(
    files.map((file) => path.join(ROOT, file)),
    { ...options, incremental: false },
  );
}

export class ReachableRefusals {
  private readonly program = libraryProgram();
  private readonly checker = this.program.getTypeChecker();

  /** @param name what the file exports: an operation */
  of(file: string, name: string): string[] {
    const source = this.program.getSourceFile(path.join(ROOT, file));
    const exported = source && this.checker.getSymbolAtLocation(source)?.exports?.get(ts.escapeLeadingUnderscores(name));
    if (!exported) throw new Error(`${file} does not export ${name}`);
    const codes = new Set<string>();
    const seen = new Set<ts.Node>();
    const pending = [...(exported.declarations ?? [])];
    for (let node = pending.pop(); node; node = pending.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      this.read(node, codes, pending);
    }
    return [...codes].sort();
  }

  /** Adds the codes in a declaration, and the declarations that it names. */
  private read(declaration: ts.Node, codes: Set<string>, pending: ts.Node[]): void {
    const visit = (node: ts.Node): void => {
      if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && this.isRefusing(node.expression)) {
        for (const code of this.valuesOf(node.arguments?.[0])) codes.add(code);
      }
      if (ts.isIdentifier(node)) pending.push(...this.declarationsOf(node).filter((each) => this.isFollowed(each)));
      ts.forEachChild(node, visit);
    };
    visit(declaration);
  }

  private isRefusing(called: ts.Expression): boolean {
    if (!ts.isIdentifier(called) || !Object.hasOwn(REFUSING, called.text)) return false;
    const file = REFUSING[called.text as keyof typeof REFUSING];
    return this.declarationsOf(called).some((each) => toRoot(each) === file);
  }

  /** The values that the type of an argument allows. A code that is passed on as any ErrorCode counts as all of them. */
  private valuesOf(argument: ts.Expression | undefined): string[] {
    if (!argument) return [];
    const type = this.checker.getTypeAtLocation(argument);
    return (type.isUnion() ? type.types : [type]).flatMap((each) => (each.isStringLiteral() ? [each.value] : []));
  }

  private declarationsOf(name: ts.Identifier): ts.Declaration[] {
    const { parent } = name;
    const symbol = ts.isShorthandPropertyAssignment(parent)
      ? this.checker.getShorthandAssignmentValueSymbol(parent)
      : this.checker.getSymbolAtLocation(name);
    if (!symbol) return [];
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    return (isAlias ? this.checker.getAliasedSymbol(symbol) : symbol).declarations ?? [];
  }

  private isFollowed(declaration: ts.Declaration): boolean {
    const file = toRoot(declaration);
    if (!file.startsWith("lib/") || file.startsWith("lib/db/generated/") || OF_EVERY_OPERATION.test(file)) return false;
    return (
      ts.isFunctionDeclaration(declaration) ||
      ts.isVariableDeclaration(declaration) ||
      ts.isPropertyAssignment(declaration) ||
      ts.isMethodDeclaration(declaration) ||
      ts.isClassDeclaration(declaration)
    );
  }
}
