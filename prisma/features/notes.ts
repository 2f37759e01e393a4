// The notes of the seeded people, by address, newest first.
import { createNote } from "@/lib/notes/create-note";
import { updateNote } from "@/lib/notes/update-note";
import { SEED_EMAIL_DOMAIN } from "@/lib/auth/seed-domain";
import type { SeedFeature } from "../seed-features";

interface SeedNote {
  title: string;
  content: string;
  /** Added by a later change, so that the audit log shows an update too. */
  addition?: string;
}

const NOTES: Record<string, SeedNote[]> = {
  [`admin@${SEED_EMAIL_DOMAIN}`]: [
    {
      title: "Scaffold inspection on Thursday",
      content: `The inspector comes at 9:30 and starts at the north tower. Please have ready:

- the handover sheet of last week, signed
- load figures for the third platform, since the new hoist stands there
- hard hats for two visitors (they are behind the office door)

Nobody on the scaffold until she is through; plan indoor work for the morning.`,
    },
    {
      title: "Which lime we use, and why",
      content: `For everything before 1920: natural hydraulic lime, NHL 3.5, one part to two and a half of sharp sand. It stays softer than the stone, so that the joint gives and not the block.

Cement only below ground level and only where the engineer says so in writing. We once took it for the river wall to save a week, and cut it all out again two winters later.`,
    },
  ],
  [`member@${SEED_EMAIL_DOMAIN}`]: [
    {
      title: "Keystone of the east arch",
      content: `Measured again, with the light from the side this time:

height 412 mm
width at the top 305 mm, at the bottom 268 mm
depth 340 mm, but the back is rough, so order 360

The crack is only in the face. I would pin it with two stainless dowels instead of a new stone. Ada, what do you think?`,
      addition: "Ada agrees: dowels. I have ordered four, 10 mm.",
    },
    {
      title: "Quarry: opening hours and whom to call",
      content: `Open Monday to Friday, 7:00 to 15:30, closed the first week of August. The weighbridge closes half an hour earlier, which is easy to forget.

Ask for the yard, not for the office. Bed 4 is what matches our west front; what they call "cream" is bed 6 and too yellow once it is wet.`,
    },
    {
      title: "Borrowed: the long spirit level",
      content:
        "It is at the mill with Jo until the floor there is done. She knows that we want it back by the end of the month.",
    },
  ],
  [`other@${SEED_EMAIL_DOMAIN}`]: [
    {
      title: "Paper for the winter lanterns",
      content: `Tried three kinds over the same bulb:

Kozo, 45 g: the warmest light, tears when it is wet
Lokta, 60 g: fibers show nicely, folds break
Sized washi, 70 g: a little colder, survived a night on the balcony

Sized washi for everything outside, kozo for the shop window.`,
    },
    {
      title: "Opening night, who does what",
      content: `Doors at 18:00, lights out at 18:45, and then only lanterns until the music starts.

Keep one person at the stairs all evening. The extinguisher stands under the desk; everybody please look once where exactly.`,
    },
    {
      title: "Ideas for a workshop with children",
      content:
        "Milk cartons as molds, tissue paper in two colors, LED tea lights only. Ninety minutes is enough for one lantern each, if the holes are punched beforehand.",
    },
  ],
};

export const seed: SeedFeature = async (author, email) => {
  for (const { addition, ...note } of (NOTES[email] ?? []).toReversed()) {
    const { id } = await createNote(author, note);
    if (addition !== undefined) await updateNote(author, { ...note, id, content: `${note.content}\n\n${addition}` });
  }
};
