// Test files of a worker share loaded modules, including the registry of operations. Operations that tests define must be
// distinguishable from the product's, which the access matrix lists.
import ts from "typescript";
import { expect, it } from "vitest";
import { OF_TESTS } from "../../scripts/access-matrix";
import { descendants, filesIn, importedNames, isCode, isTest, parse } from "./source";

const FOLDERS = ["app", "components", "lib", "prisma", "scripts", "tests"];

const literal = (node: ts.Node) => [node, ...descendants(node)].find((each) => ts.isObjectLiteralExpression(each));

/** The object literal of an argument, which may be in a variable of the file. */
function specOf(file: ts.SourceFile, argument: ts.Expression | undefined): ts.ObjectLiteralExpression | undefined {
  if (!argument || !ts.isIdentifier(argument)) return argument && literal(argument);
  const declared = [...descendants(file)]
    .filter(ts.isVariableDeclaration)
    .find(({ name }) => name.getText(file) === argument.text);
  return declared?.initializer && literal(declared.initializer);
}

/** The beginning of the operation's name, up to its first variable part; empty if it cannot be read here. */
function nameOf(file: ts.SourceFile, spec: ts.ObjectLiteralExpression | undefined): string {
  const property = spec?.properties.find((each) => each.name?.getText(file) === "name");
  const value = property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
  if (value && ts.isStringLiteralLike(value)) return value.text;
  return value && ts.isTemplateExpression(value) ? value.head.text : "";
}

function operationsIn(path: string, file: ts.SourceFile): string[] {
  const imported = [...importedNames(file)].filter(([, { from }]) =>
    /(^|\/)(operation|build-operation|registry)$/.test(from),
  );
  const builders = imported.filter(([, { name }]) => /^\w+Operation$|^register$/.test(name)).map(([local]) => local);
  return [...descendants(file)]
    .filter(ts.isCallExpression)
    .filter(({ expression }) => builders.includes(expression.getText(file)))
    .map((call) => `${path}: ${nameOf(file, specOf(file, call.arguments.at(-1)))}`);
}

/** Files named `*.types.ts` are compiled but never run, so they register nothing. */
const runsInTests = (file: string) => (isTest(file) || file.startsWith("tests/")) && !file.endsWith(".types.ts");

const unmarked = (operations: string[]) => operations.filter((each) => !each.includes(`: ${OF_TESTS}`));

it("gives every operation that a test defines a name with the prefix of tests", () => {
  const files = FOLDERS.flatMap(filesIn).filter((file) => isCode(file) && runsInTests(file));
  const operations = files.flatMap((file) => operationsIn(file, parse(file)));
  expect(operations.length).toBeGreaterThan(20);
  expect(unmarked(operations)).toEqual([]);
});

it("notices an operation without the prefix, however its name is written", () => {
  const code = `import { userOperation as make, orgOperation } from "@/lib/access/operation";
    const spec = { name: "things.read" } as unknown as never;
    make({ ...base, name: "things.create" }); make({ ...base, name: \`things.\${kind}\` }); make(spec); make(unknown);
    orgOperation({ ...base, name: \`test.\${kind}\` });`;
  const file = ts.createSourceFile("x.test.ts", code, ts.ScriptTarget.Latest, true);
  expect(unmarked(operationsIn("x", file))).toEqual(["x: things.create", "x: things.", "x: things.read", "x: "]);
});
