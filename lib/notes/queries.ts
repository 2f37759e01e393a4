// Reads and locks notes. A tenant handle reaches only the notes of its own organization.
import "server-only";
import { requireUuid } from "@/lib/access/require-uuid";
import { Prisma } from "@/lib/db/generated/client";
import { lockRows } from "@/lib/db/locks";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { patternOf } from "@/lib/lists/containing";
import type { Place } from "@/lib/lists/pages";
import type { NoteHeadRow } from "./view";

const EXCERPT = 240;

/** In characters: an excerpt around the search, and how much of it comes before the search. */
const PASSAGE = { length: 120, before: 24 };

export type NoteRow = NoteHeadRow & { content: string };
export type NoteListRow = NoteHeadRow & { excerpt: string };

interface Wanted {
  organizationId: string;
  search: string;
  after: Place | undefined;
  limit: number;
  /**
   * Whether notes with the search in their titles come first, and excerpts are of the text around the search. Not for pages,
   * whose cursors follow the latest change.
   */
  titlesFirst?: boolean;
}

function containing(search: string): Prisma.Sql {
  const pattern = patternOf(search);
  return Prisma.sql`AND (n.title ILIKE ${pattern} OR n.content ILIKE ${pattern})`;
}

/** The text around the first place that has the search. */
function passage(search: string): Prisma.Sql {
  const place = Prisma.sql`position(lower(${search}::text) IN lower(n.content))`;
  const start = Prisma.sql`${place} - ${PASSAGE.before}::int`;
  return Prisma.sql`CASE WHEN ${start} > 1 THEN '…' ELSE '' END
           || substr(n.content, greatest(${start}, 1), ${PASSAGE.length}::int)`;
}

/**
 * Latest change first. In SQL, so that the database shortens the texts and joins the authors. The index on (organization_id,
 * updated_at DESC, id DESC) provides the order and the cursor, so every page costs the same. Only a search reads more rows,
 * all of the same organization.
 */
export function pageOfNotes({ organizationId, search, after, limit, titlesFirst = false }: Wanted): Prisma.Sql {
  return Prisma.sql`
    SELECT n.id, n.title, ${titlesFirst ? passage(search) : Prisma.sql`left(n.content, ${EXCERPT}::int)`} AS excerpt,
           n.author_id AS "authorId", u.name AS "authorName", n.created_at AS "createdAt", n.updated_at AS "updatedAt"
      FROM notes n
      LEFT JOIN users u ON u.id = n.author_id
     WHERE n.organization_id = ${organizationId}::uuid
           ${after ? Prisma.sql`AND (n.updated_at, n.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : Prisma.empty}
           ${search === "" ? Prisma.empty : containing(search)}
     ORDER BY ${titlesFirst ? Prisma.sql`n.title ILIKE ${patternOf(search)} DESC,` : Prisma.empty} n.updated_at DESC, n.id DESC
     LIMIT ${limit}`;
}

export function findNotes(db: TenantDb, wanted: Wanted): Promise<NoteListRow[]> {
  return db.$queryRaw<NoteListRow[]>(pageOfNotes(wanted));
}

/**
 * The number of new notes in each of the last `weeks` weeks, including the current one. `day` is the Monday of the week in
 * UTC. The condition on updated_at follows from the one on created_at, and lets the query use the index.
 */
export function notesPerWeek(
  db: TenantDb,
  organizationId: string,
  weeks: number,
): Promise<{ day: string; value: number }[]> {
  return db.$queryRaw`
    SELECT to_char(w.week, 'YYYY-MM-DD') AS day, count(n.id)::int AS value
      FROM generate_series(date_trunc('week', now() AT TIME ZONE 'UTC') - make_interval(weeks => ${weeks - 1}::int),
                           date_trunc('week', now() AT TIME ZONE 'UTC'), interval '1 week') AS w(week)
      LEFT JOIN notes n ON n.organization_id = ${organizationId}::uuid
                       AND n.created_at >= w.week AT TIME ZONE 'UTC' AND n.created_at < (w.week + interval '1 week') AT TIME ZONE 'UTC'
                       AND n.updated_at >= w.week AT TIME ZONE 'UTC'
     GROUP BY w.week ORDER BY w.week`;
}

async function nameOf(db: TenantDb, authorId: string | null): Promise<string | null> {
  if (authorId === null) return null;
  return (await db.user.findUnique({ where: { id: authorId }, select: { name: true } }))?.name ?? null;
}

/** @throws AppError NOT_FOUND, identical for another organization's id, an unknown id and a malformed one */
export async function getNoteRow(db: TenantDb, id: string): Promise<NoteRow> {
  requireUuid(id);
  const note = await db.note.findUnique({
    where: { id },
    select: { id: true, title: true, content: true, authorId: true, createdAt: true, updatedAt: true },
  });
  if (!note) throw new AppError("NOT_FOUND");
  return { ...note, authorName: await nameOf(db, note.authorId) };
}

/**
 * Reads a note under a lock, so that no other transaction can change the note until this one ends.
 * @throws AppError NOT_FOUND, like getNoteRow
 */
export async function lockNote(db: TenantDb, id: string): Promise<NoteRow> {
  const known = requireUuid(id);
  await lockRows(db, "featureRow")`SELECT 1 FROM notes WHERE id = ${known}::uuid FOR UPDATE`;
  return getNoteRow(db, known);
}

export interface OwnNoteRow {
  id: string;
  slug: string;
  title: string;
  content: string;
  createdAt: Date;
  updatedAt: Date;
}

/** The notes that a user wrote in organizations that are not suspended, ordered by id. */
export function findOwnNotes(
  db: SystemDb,
  { userId, after, take }: { userId: string; after: string | undefined; take: number },
): Promise<OwnNoteRow[]> {
  return db.$queryRaw<OwnNoteRow[]>`
    SELECT n.id, o.slug, n.title, n.content, n.created_at AS "createdAt", n.updated_at AS "updatedAt"
      FROM memberships m
      JOIN organizations o ON o.id = m.organization_id AND o.suspended_at IS NULL
      JOIN notes n ON n.organization_id = m.organization_id AND n.author_id = m.user_id
     WHERE m.user_id = ${userId}::uuid ${after === undefined ? Prisma.empty : Prisma.sql`AND n.id > ${after}::uuid`}
     ORDER BY n.id
     LIMIT ${take}`;
}
