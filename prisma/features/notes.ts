// The seeded notes, keyed by the author's email address, newest first, spread over twelve weeks.
import { randomUUID } from "node:crypto";
import type { MemberActor, RequestFacts } from "@/lib/access/actor";
import { inSystemTransaction } from "@/lib/db/transaction";
import { SEED_EMAIL_DOMAIN } from "@/lib/auth/seed-domain";
import type { SeedFeature } from "../seed-features";
import { atWork } from "../seed-time";
import { as } from "../seed-visitor";

interface SeedNote {
  title: string;
  content: string;
  daysAgo: number;
  /** Text that a later change adds, so that the audit log also shows an update. */
  addition?: string;
}

const NOTES: Record<string, SeedNote[]> = {
  [`admin@${SEED_EMAIL_DOMAIN}`]: [
    {
      title: "Scaffold inspection on Thursday",
      daysAgo: 1,
      content: `The inspector comes at **9:30** and starts at the north tower.

## Ready by then

- [x] the handover sheet of last week, signed
- [x] load figures for the third platform, since the new hoist stands there
- [ ] hard hats for two visitors (they are behind the office door)

## On the day

1. Nobody on the scaffold until she is through.
2. Indoor work only until noon.
3. Findings go into the site book, with a photo.

> A tag on the ladder counts more than a word on the phone.`,
    },
    {
      title: "Which lime we use, and why",
      daysAgo: 5,
      content: `For everything before 1920: **natural hydraulic lime, NHL 3.5**, one part to two and a half of sharp sand. It stays softer than the stone, so that the joint gives and not the block.

| Where | Binder | Sand |
| --- | --- | ---: |
| Joints above ground | NHL 3.5 | 2.5 |
| Pointing, sheltered | NHL 2 | 3 |
| Below ground | cement, if the engineer says so in writing | 3 |

We once took cement for the river wall to save a week, and cut it all out again two winters later.`,
    },
    {
      title: "Winter hours from December",
      daysAgo: 12,
      content: "Start at 7:30, finish at 16:00. Lamps on the north side by then.",
    },
    {
      title: "Order of the west front",
      daysAgo: 19,
      content: "1. Gutters\n2. Cornice\n3. Windows, left to right\n4. Base, once the ground is dry",
    },
    {
      title: "Insurance: whom to call",
      daysAgo: 26,
      content: "The broker first, then the site office. Photos before anything is moved.",
    },
    { title: "Hoist: load limits", daysAgo: 40, content: "**400 kg** at the tower, **250 kg** at the gable. Never people." },
    { title: "Site rules for visitors", daysAgo: 61, content: "- helmet\n- boots\n- never alone" },
    {
      title: "Survey of the river wall",
      daysAgo: 75,
      content: "Three bulges, all below the old outlet. Plumbed every metre; see the drawing in the office.",
    },
  ],
  [`member@${SEED_EMAIL_DOMAIN}`]: [
    {
      title: "Keystone of the east arch",
      daysAgo: 3,
      content: `Measured again, with the light from the side this time:

- height 412 mm
- width at the top 305 mm, at the bottom 268 mm
- depth 340 mm, but the back is rough, so order 360

The crack is only in the face. I would pin it with two stainless dowels instead of a new stone. Ada, what do you think?`,
      addition: "Ada agrees: dowels. I have ordered four, 10 mm.",
    },
    {
      title: "Quarry: opening hours and whom to call",
      daysAgo: 6,
      content: `Open Monday to Friday, 7:00 to 15:30, closed the first week of August. The weighbridge closes half an hour earlier, which is easy to forget.

Ask for the yard, not for the office. Bed 4 is what matches our west front; what they call "cream" is bed 6 and too yellow once it is wet.`,
    },
    {
      title: "Borrowed: the long spirit level",
      daysAgo: 10,
      content:
        "It is at the mill with Jo until the floor there is done. She knows that we want it back by the end of the month.",
    },
    {
      title: "Chisels for sharpening",
      daysAgo: 17,
      content: "Collected on Fridays from the box beside the forge. Label yours.",
    },
    {
      title: "Templates for the cornice",
      daysAgo: 20,
      content: "Zinc, in the loft, numbered from the left. Number 7 is missing; I cut a new one.",
    },
    { title: "Sand: second delivery", daysAgo: 33, content: "Too fine again. I sent a bag back with the driver." },
    {
      title: "Dowels, drills and resin",
      daysAgo: 34,
      content: "- dowels 10 mm, stainless A4\n- drill bit 12 mm\n- resin, two cartridges",
    },
    { title: "Moss on the north side", daysAgo: 48, content: "Brush only, dry. No bleach, no pressure." },
    {
      title: "Where the old stones are stored",
      daysAgo: 55,
      content: "Behind the mill, in rows by course. The chalk marks wash off, so copy them first.",
    },
    {
      title: "Mortar samples",
      daysAgo: 68,
      content: "Five bars on the window sill, dated. Do not move them before the end of the month.",
    },
  ],
  [`other@${SEED_EMAIL_DOMAIN}`]: [
    {
      title: "Paper for the winter lanterns",
      daysAgo: 2,
      content: `Tried three kinds over the same bulb:

- **Kozo, 45 g**: the warmest light, tears when it is wet
- **Lokta, 60 g**: fibers show nicely, folds break
- **Sized washi, 70 g**: a little colder, survived a night on the balcony

Sized washi for everything outside, kozo for the shop window.`,
    },
    {
      title: "Opening night, who does what",
      daysAgo: 9,
      content: `Doors at 18:00, lights out at 18:45, and then only lanterns until the music starts.

Keep one person at the stairs all evening. The extinguisher stands under the desk; please look once where exactly.`,
    },
    {
      title: "Ideas for a workshop with children",
      daysAgo: 23,
      content:
        "Milk cartons as molds, tissue paper in two colors, LED tea lights only. Ninety minutes is enough for one lantern each, if the holes are punched beforehand.",
    },
  ],
};

interface Dated {
  daysAgo: number;
  isChanged: boolean;
}

function timesOf({ daysAgo, isChanged }: Dated) {
  // Spreads the notes over different hours of the day.
  const minute = (daysAgo * 97) % 480;
  const createdAt = atWork(daysAgo, minute);
  return { createdAt, updatedAt: isChanged ? atWork(daysAgo - 1, minute + 95) : createdAt };
}

async function insertNotes(notes: SeedNote[], actor: MemberActor, request: RequestFacts): Promise<void> {
  const { organization, user, credential, role } = actor;
  await inSystemTransaction(async (db) => {
    for (const { title, content, daysAgo, addition } of notes.toReversed()) {
      const times = timesOf({ daysAgo, isChanged: addition !== undefined });
      const text = addition === undefined ? content : `${content}\n\n${addition}`;
      const data = { organizationId: organization.id, authorId: user.id, title, content: text, ...times };
      const { id } = await db.note.create({ data, select: { id: true } });
      const entry = (action: string, createdAt: Date) => ({
        ...{ action, outcome: "ok", isRoutine: true, entityType: "note", entityId: id, createdAt },
        ...{ organizationId: organization.id, actorKind: "member", actorStanding: role, userId: user.id },
        ...{ sessionId: credential.id, sessionUserId: user.id, requestId: randomUUID() },
        ...{ ipAddress: request.ipAddress, userAgent: request.userAgent },
      });
      const change = { ...entry("notes.update", times.updatedAt), after: { changed: ["content"] } };
      await db.auditEntry.createMany({
        data: [entry("notes.create", times.createdAt), ...(addition === undefined ? [] : [change])],
      });
    }
  });
}

/** Also true if the notes were deleted since: audit entries remain. */
async function hasWritten(email: string): Promise<boolean> {
  return inSystemTransaction(async (db) => {
    const author = await db.user.findUnique({ where: { email }, select: { id: true } });
    if (!author) return false;
    return (await db.auditEntry.count({ where: { userId: author.id, action: "notes.create" } })) > 0;
  });
}

/**
 * Operations would write the current time, and audit entries cannot be changed, so notes and their entries are inserted
 * directly, with past times.
 */
export const seed: SeedFeature = async ({ email, slug }) => {
  const notes = NOTES[email];
  // Checked before `as` is called, because `as` signs in, which the audit log records.
  if (!notes || (await hasWritten(email))) return;
  const author = await as(email, slug);
  if (author?.actor.kind === "member") await insertNotes(notes, author.actor, author.request);
};
