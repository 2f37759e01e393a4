import ts from "typescript";
import { describe, expect, it } from "vitest";
import { filesIn, isCode, isTest, parse } from "./source";

const LOCKS = "lib/db/locks.ts";
const WAITS = /\bFOR (UPDATE|NO KEY UPDATE|SHARE|KEY SHARE)\b(?! SKIP LOCKED)|pg_advisory_xact_lock/;

const isLockRows = ({ tag }: ts.TaggedTemplateExpression): boolean =>
  ts.isCallExpression(tag) && ts.isIdentifier(tag.expression) && tag.expression.text === "lockRows";

/** SQL that waits for a lock without `lockRows`, and therefore without the lock order. */
function unorderedLocks(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && isLockRows(node)) return;
    if (ts.isTemplateLiteral(node) && WAITS.test(node.getText())) found.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe("SQL that waits for a lock", () => {
  it("goes through lib/db/locks, which enforces the lock order", () => {
    const files = filesIn("lib").filter((file) => isCode(file) && !isTest(file) && file !== LOCKS);
    expect(files.flatMap((file) => unorderedLocks(parse(file)).map((sql) => `${file}: ${sql}`))).toEqual([]);
  });

  it.each([
    ["db.$queryRaw`SELECT 1 FROM users FOR UPDATE`", 1],
    ["db.$queryRaw`SELECT 1 FROM users FOR NO KEY UPDATE OF u`", 1],
    ["const query = Prisma.sql`SELECT ${id} FROM users FOR KEY SHARE`", 1],
    ["db.$queryRaw`SELECT pg_advisory_xact_lock(1)`", 1],
    ["lockRows<Row>(db, 'user')`SELECT ${id} FROM users FOR KEY SHARE`", 0],
    ["db.$queryRaw`SELECT 1 FROM mails FOR UPDATE SKIP LOCKED`", 0],
  ])("is told apart from other SQL: %s", (code, count) => {
    expect(unorderedLocks(parse("lib/example.ts", code))).toHaveLength(count);
  });
});
